import { it } from 'vitest';
import rule from '../../../../server/src/rules/kustomize/patch-target-missing.ts';
import { describeBuildRule } from '../../../support/checkBuilds.ts';

// Each as kustomize 5.8.2 itself was seen to do it.

const WEB = `# file: web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {linkerd.io/inject: enabled}}
spec: {template: {metadata: {labels: {app: web}}}}
`;

const patched = (metadata: string, mark = '') => `# file: kustomization.yaml
resources: [web.yaml]
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: ${metadata}
${mark}`;

describeBuildRule(rule, (check) => {
  it('marks the name of a resource that is not there', async () => {
    await check(
      patched(
        'api',
        '#             ^^^ error patch-target-missing: no resource matches this patch for Deployment api\n',
      ) + WEB,
    );
    await check(patched('web') + WEB);
  });

  it('says which namespace the resource has', async () => {
    const inShop = WEB.replace('{name: web,', '{name: web, namespace: shop,');
    await check(
      patched('web', '#             ^^^ error patch-target-missing: is in the namespace shop here\n') +
        inShop,
    );
    await check(patched('web\n        namespace: shop') + inShop);
    await check(patched('web\n        namespace: default') + WEB);
    await check(
      `${patched('web', '#             ^^^ error patch-target-missing: Remove it from the patch\n')}        namespace: shop\n${WEB}`,
    );
  });

  it('names no namespace where several resources have the name', async () => {
    const inNamespace = (file: string) =>
      WEB.replace('web.yaml', file).replace('{name: web,', `{name: web, namespace: ${file[0]},`);
    await check(
      `${patched('web', '#             ^^^ error patch-target-missing: no resource matches this patch for Deployment web\n').replace('[web.yaml]', '[a.yaml, b.yaml]')}        namespace: c\n${inNamespace('a.yaml')}${inNamespace('b.yaml')}`,
    );
    await check(
      `${patched('web', '#             ^^^ error patch-target-missing: Deployment web. Correct its apiVersion\n')}        namespace: shop\n${WEB.replace('{name: web,', '{name: web, namespace: shop,').replace('Deployment', 'StatefulSet')}`,
    );
  });

  it('marks the path of a patch in a file', async () => {
    const files = `# file: patch.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
${WEB}`;
    await check(`# file: kustomization.yaml
resources: [web.yaml]
patches:
  - path: patch.yaml
#         ^^^^^^^^^^ error patch-target-missing: for Deployment api
${files}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml]
patchesStrategicMerge:
  - patch.yaml
#   ^^^^^^^^^^ error patch-target-missing: for Deployment api
${files}`);
  });

  it('marks a patch that finds two', async () => {
    const side = (name: string) => `# file: ${name}/kustomization.yaml
resources: [web.yaml]
namespace: ${name}
${WEB.replace('web.yaml', `${name}/web.yaml`)}`;
    await check(
      `${patched('web', '#             ^^^ error patch-target-missing: several resources called Deployment web\n').replace('[web.yaml]', '[a, b]')}${side('a')}${side('b')}`,
    );
  });

  it('marks nothing where more may be in the kustomization', async () => {
    await check(patched('api').replace('[web.yaml]', '[web.yaml, "https://example.test/base"]') + WEB);
    await check(patched('api') + WEB.replace('linkerd.io/inject', 'team'));
  });

  it('marks nothing in a build that fails for another reason', async () => {
    await check(
      patched('web').replace('[web.yaml]', '[web.yaml, other.yaml]') +
        WEB +
        WEB.replace('web.yaml', 'other.yaml'),
    );
  });
});
