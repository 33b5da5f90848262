/**
 * The first contents of a new rule about one document. It reports one value of a real annotation, so that its page and its
 * test pass at once.
 */

/** Marks everything to be replaced, in every file; `npm run check texts` fails while any is left. */
export const PLACEHOLDER = /\bTODO\b/;

/** The only name or value that a new rule reports, so that it affects no other test and no other new rule. */
export const wrongWord = (id) => `TODO-${id}`;

/** What every new rule says of itself. */
export const metadataSource = (id, since) => `  id: '${id}',
  summary: 'TODO: what it finds, in one line',
  level: 'warning',
  fixable: undefined,
  since: '${since}',`;

/** The rule itself. */
export function ruleSource(id, since) {
  return `import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';

/** TODO: where Linkerd's source decides this, file and function. */
export default annotationRule({
${metadataSource(id, since)}
  keys: ['config.linkerd.io/proxy-image'],
  *check(value, { annotation }) {
    if (value !== '${wrongWord(id)}') return;
    yield {
      range: valueRange(annotation),
      message: l10n.t('TODO: what is wrong with this value, what happens, what to do.'),
    };
  },
});
`;
}

/** The page beside it. */
export function pageSource(id) {
  const pod = (image) => `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    config.linkerd.io/proxy-image: ${image}
`;
  return pageWith(pod(wrongWord(id)), pod('cr.l5d.io/linkerd/proxy'));
}

/** A page with these examples. */
export function pageWith(wrong, right, program = 'Linkerd') {
  return `TODO: what is wrong, and why it matters.

## Wrong

\`\`\`yaml
${wrong}\`\`\`

## Right

\`\`\`yaml
${right}\`\`\`

## How ${program} behaves

TODO: file and function of the source that decides it.

## Affected versions

TODO: since which release, up to which.

## When to ignore this rule

TODO: who may leave it as it is.
`;
}

/** Its test. */
export function testSource(id, group) {
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
          config.linkerd.io/proxy-image: ${wrongWord(id)}
      #                                  ${'^'.repeat(wrongWord(id).length)} warning ${id}
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
