import { it } from 'vitest';
import rule from '../../../../server/src/rules/kustomize/patch-selects-nothing.ts';
import { describeBuildRule, WEB } from '../../../support/checkBuilds.ts';

// Each as kustomize 5.8.2 itself was seen to do it.

const OPERATION = '[{op: add, path: /metadata/annotations/linkerd.io~1inject, value: disabled}]';

const patch = (target: string, mark = '') => `# file: kustomization.yaml
resources: [web.yaml]
patches:
  - target: ${target}
${mark}    patch: "${OPERATION}"
`;

describeBuildRule(rule, (check) => {
  it('marks a target that selects no resource', async () => {
    await check(
      patch('{name: api}', '#           ^^^^^^^^^^^ warning patch-selects-nothing: selects no resource\n') +
        WEB,
    );
    await check(
      patch('{kind: Job}', '#           ^^^^^^^^^^^ warning patch-selects-nothing: selects no resource\n') +
        WEB,
    );
    await check(
      patch(
        '{labelSelector: app=web}',
        '#           ^^^^^^^^^^^^^^^^^^^^^^^^ warning patch-selects-nothing: selects no resource\n',
      ) + WEB,
    );
  });

  it('marks nothing that selects one, or may', async () => {
    await check(patch('{name: web}') + WEB);
    await check(patch("{name: 'w.*'}") + WEB);
    await check(patch("{name: '[a-z]{4}'}") + WEB);
    await check(patch('{name: api}').replace('[web.yaml]', '[web.yaml, "https://example.test/base"]') + WEB);
    await check(patch('{name: api}').replace('linkerd.io~1inject', 'team') + WEB);
  });

  it('marks a patch in a file, and a strategic merge patch', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml]
patches:
  - path: patch.yaml
    target: {namespace: shop}
#           ^^^^^^^^^^^^^^^^^ warning patch-selects-nothing: selects no resource
# file: patch.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {linkerd.io/inject: disabled}}
${WEB}`);
  });

  it('marks none of a component, which another kustomization may use', async () => {
    await check(`# file: component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target: {name: api}
    patch: "${OPERATION}"
# file: prod/kustomization.yaml
resources: [../base]
components: [../component]
# file: base/kustomization.yaml
resources: [web.yaml]
${WEB.replace('web.yaml', 'base/web.yaml')}`);
  });

  it('marks no patch that sets something else, or nothing', async () => {
    const setting = (value: string) =>
      patch('{name: api}').replace('linkerd.io~1inject, value: disabled', `team, value: ${value}`);
    await check(setting('null') + WEB);
    await check(setting('[1, {a: b}]') + WEB);
    await check(
      setting('[a, {linkerd.io/inject: b}]').replace(
        'api}\n',
        'api}\n#           ^^^^^^^^^^^ warning patch-selects-nothing\n',
      ) + WEB,
    );
  });
});
