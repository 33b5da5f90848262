import { it } from 'vitest';
import rule from '../../../../server/src/rules/kustomize/patch-operation-fails.ts';
import { describeBuildRule } from '../../../support/checkBuilds.ts';

// Each as kustomize 5.8.2 itself was seen to do it.

const WEB = `# file: web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {linkerd.io/inject: enabled}}
spec: {template: {metadata: {labels: {app: web}}}}
`;

const patched = (path: string, operation = 'add') => `# file: kustomization.yaml
resources: [web.yaml]
patches:
  - target: {kind: Deployment}
    patch: |-
      - op: ${operation}
        path: ${path}
        value: disabled
${WEB}`;

describeBuildRule(rule, (check) => {
  it('marks a slash that is not escaped', async () => {
    await check(
      patched(`/metadata/annotations/linkerd.io/inject
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails suggestion: Escape it as ~1: /metadata/annotations/linkerd.io~1inject.`),
    );
    await check(patched('/metadata/annotations/linkerd.io~1inject'));
  });

  it('mends it only where an annotation of Linkerd’s is certainly meant', async () => {
    await check(
      patched(`"/metadata/annotations/linkerd.io/inject"
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails suggestion: linkerd.io~1inject.`),
    );
    await check(
      patched(`/metadata/annotations/linkerd.io/injected
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails: linkerd.io~1injected.`),
    );
    await check(
      patched(`/metadata/labels/linkerd.io/inject
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails: linkerd.io~1inject.`),
    );
  });

  it('marks the removal of what is not there', async () => {
    await check(
      patched(
        `/metadata/annotations/a
#             ^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails: Deployment web has no /metadata/annotations/a to remove`,
        'remove',
      ),
    );
    await check(patched('/metadata/annotations/linkerd.io~1inject', 'remove'));
  });

  it('marks a mapping that add and replace do not create, but no absent key', async () => {
    const marked = `/spec/template/metadata/annotations/a
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails: has no /spec/template/metadata/annotations, and`;
    await check(patched(marked));
    await check(patched(marked, 'replace'));
    await check(patched('/metadata/annotations/a', 'replace'));
    await check(patched('/spec/template/metadata/labels/a', 'replace'));
  });

  it('marks what is no pointer', async () => {
    await check(
      patched(`metadata/annotations/a
#             ^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails: Write /metadata/annotations/a.`),
    );
  });

  it('marks an operation without a path', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml]
patches:
  - target: {kind: Deployment}
    patch: |-
      - op: add
#       ^^^^^^^ error patch-operation-fails: this operation needs a path
        value: disabled
${WEB}`);
  });

  it('escapes the keys of pod templates too, but no slash that begins a step', async () => {
    await check(
      patched(`/spec/template/metadata/annotations/linkerd.io/inject
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails suggestion: Escape it as ~1: /spec/template/metadata/annotations/linkerd.io~1inject.`).replace(
        'labels: {app: web}',
        'annotations: {a: b}',
      ),
    );
    await check(
      patched(`/spec/jobTemplate/metadata/annotations/linkerd.io/inject
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails: linkerd.io~1inject.`),
    );
    await check(
      patched(`/metadata/annotations/linkerd.io/inject/more
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error patch-operation-fails: has no /metadata/annotations/linkerd.io/inject, and`),
    );
  });

  it('marks the path of a patch in a file', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml]
patches:
  - target: {kind: Deployment}
    path: patch.yaml
#         ^^^^^^^^^^ error patch-operation-fails: Escape it as ~1
# file: patch.yaml
- op: add
  path: /metadata/annotations/linkerd.io/inject
  value: disabled
${WEB}`);
  });

  it('marks nothing that is not about Linkerd, and no operation that is not followed', async () => {
    await check(patched('/metadata/annotations/a', 'remove').replaceAll('linkerd.io/', ''));
    await check(patched('/metadata/annotations/a', 'test'));
  });
});
