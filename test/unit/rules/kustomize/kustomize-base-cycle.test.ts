import { it } from 'vitest';
import rule from '../../../../server/src/rules/kustomize/kustomize-base-cycle.ts';
import { describeBuildRule, WEB } from '../../../support/checkBuilds.ts';

// Each as kustomize 5.8.2 itself was seen to do it.

describeBuildRule(rule, (check) => {
  it('marks each way around', async () => {
    await check(`# file: a/kustomization.yaml
resources: [web.yaml, ../b]
#                     ^^^^ error kustomize-base-cycle: leads back
# file: b/kustomization.yaml
resources: [../a]
#           ^^^^ error kustomize-base-cycle: leads back
# file: prod/kustomization.yaml
resources: [../a]
${WEB.replace('web.yaml', 'a/web.yaml')}`);
  });

  it('marks a component that uses itself, and a base that is its own', async () => {
    await check(`# file: a/kustomization.yaml
resources: [web.yaml, "."]
#                     ^^^ error kustomize-base-cycle: leads back
${WEB.replace('web.yaml', 'a/web.yaml')}`);
  });

  it('marks a base around its overlay', async () => {
    await check(`# file: web/kustomization.yaml
resources: [web.yaml]
# file: web/overlays/prod/kustomization.yaml
resources: [../..]
#           ^^^^^ error kustomize-base-cycle: this base is a parent folder
${WEB.replace('web.yaml', 'web/web.yaml')}`);
  });

  it('marks no base that two overlays share, and ten components in one another', async () => {
    const levels = Array.from(
      { length: 10 },
      (_, level) => `# file: c${level}/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
components: ${level < 9 ? `[../c${level + 1}]` : '[]'}
commonAnnotations: {level${level}: "yes"}
`,
    ).join('');
    await check(`# file: base/kustomization.yaml
resources: [web.yaml]
# file: a/kustomization.yaml
resources: [../base]
components: [../c0]
# file: b/kustomization.yaml
resources: [../base]
${levels}${WEB.replace('web.yaml', 'base/web.yaml')}`);
  });
});
