/** What a new rule begins with. It finds one value of a real annotation, so that its page and its test hold at once. */

/** The only value that the new rule finds, so that it disturbs no other test and no other new rule. */
const wrongValue = (id) => `wrong-to-${id}`;

const SUMMARY = 'What it finds, in one line';
const MESSAGE = 'What is wrong, why it matters, what to do.';

/** The rule itself. */
export function ruleSource(id, since) {
  return `import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { valuesOf } from '../../linkerd/metadata/annotationValue.ts';

const KEY = 'config.linkerd.io/proxy-image';

/** Say here where Linkerd's source decides this: file and function. */
export default {
  id: '${id}',
  summary: '${SUMMARY}',
  level: 'warning',
  fixable: undefined,
  since: '${since}',
  query: annotationsNamed(KEY),
  *check({ annotations }: RuleContext) {
    for (const { annotation, value } of valuesOf(annotations)) {
      if (annotation.key.value !== KEY || value.value !== '${wrongValue(id)}') continue;
      yield { range: valueRange(annotation), message: l10n.t('${MESSAGE}') };
    }
  },
} satisfies Rule;
`;
}

/** The page beside it. */
export function pageSource(id) {
  return `What is wrong, and why it matters.

## Wrong

\`\`\`yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    config.linkerd.io/proxy-image: ${wrongValue(id)}
\`\`\`

## Right

\`\`\`yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    config.linkerd.io/proxy-image: cr.l5d.io/linkerd/proxy
\`\`\`

## How Linkerd behaves

File and function of the source that decides it.

## Affected versions

Which.

## When not to care

When.
`;
}

/** Its test. */
export function testSource(group, id) {
  return `import { it } from 'vitest';
import rule from '../../../../server/src/rules/${group}/${id}.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks the value', () => {
    check(\`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-image: ${wrongValue(id)}
      #                                  ${'^'.repeat(wrongValue(id).length)} warning ${id}
    \`);
  });

  it('is silent about other values', () => {
    check(\`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-image: cr.l5d.io/linkerd/proxy
    \`);
  });
});
`;
}

/** Its texts in other languages: by the file that they belong in, then by key. */
export function translations(id) {
  return {
    'package.nls.zh-cn.json': { [`configuration.rules.${id}`]: '用一行说明它发现什么' },
    'l10n/bundle.l10n.zh-cn.json': { [MESSAGE]: '哪里有误，为何要紧，该怎么做。' },
  };
}
