/**
 * The first contents of a new rule about what kustomize builds. It reports a patch that selects nothing by one name, so that its
 * page and its test pass at once.
 */
import { metadataSource, pageWith, wrongWord } from './ruleFiles.mjs';

/** The rule itself. */
export function buildRuleSource(id, since) {
  return `import * as l10n from '@vscode/l10n';
import type { BuildRule } from '../../engine/buildRule.ts';

/** TODO: where kustomize's source decides this, file and function. */
export default {
${metadataSource(id, since)}
  *check({ builds }) {
    for (const build of builds)
      for (const { target } of build?.kind === 'built' ? build.idlePatches : [])
        if (target?.name === '${wrongWord(id)}')
          yield {
            at: target.at,
            message: l10n.t('TODO: what is wrong with this target, what happens, what to do.'),
          };
  },
} satisfies BuildRule;
`;
}

/** The page beside it. */
export function buildPageSource(id) {
  const files = (name) => `# file: kustomization.yaml
resources: [web.yaml]
patches:
  - target:
      name: ${name}
    patch: |-
      - op: add
        path: /metadata/annotations/team
        value: shop
# file: web.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    linkerd.io/inject: enabled
`;
  return pageWith(files(wrongWord(id)), files('web'), 'kustomize');
}

/** Its test. */
export function buildTestSource(id) {
  const name = wrongWord(id);
  return `import { it } from 'vitest';
import rule from '../../../../server/src/rules/kustomize/${id}.ts';
import { describeBuildRule, WEB } from '../../../support/checkBuilds.ts';

describeBuildRule(rule, (check) => {
  const files = (name: string, mark = '') => \`# file: kustomization.yaml
resources: [web.yaml]
patches:
  - patch: '[{op: add, path: /metadata/annotations/team, value: shop}]'
    target: {name: \${name}}
\${mark}\${WEB}\`;

  it('marks the target', async () => {
    const mark = '#           ${'^'.repeat(name.length + 8)} warning ${id}\\n';
    await check(files('${name}', mark));
  });

  it('is silent about another target', async () => {
    await check(files('web'));
  });
});
`;
}
