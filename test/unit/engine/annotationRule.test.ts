import { expect, it } from 'vitest';
import { type AnnotationRule, annotationRule } from '../../../server/src/engine/annotationRule.ts';
import { Linter } from '../../../server/src/engine/linter.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { throwFailure, UNKNOWN } from '../../support/lint.ts';

const DEBUG = 'config.linkerd.io/enable-debug-sidecar';
const EXTERNAL = 'config.linkerd.io/enable-external-profiles';

/** The values that a rule on these annotations gets to see, in a Pod and in a Namespace with the same annotations. */
function seen(annotations: string, more: Partial<AnnotationRule<typeof DEBUG>> = {}): string[] {
  const rule = annotationRule({
    id: 'a-rule',
    summary: '',
    level: 'error',
    fixable: undefined,
    since: '0.1.0',
    keys: [DEBUG],
    *check(value: boolean, { annotation: { key, placement } }) {
      yield { range: key.range, message: `${placement} ${value}` };
    },
    ...more,
  });
  const resource = (kind: string) => `kind: ${kind}\nmetadata: {name: a, annotations: {${annotations}}}\n`;
  const file = SourceFile.read(`${resource('Pod')}---\n${resource('Namespace')}`);
  return new Linter([rule], throwFailure).lint(file, UNKNOWN).map(({ message }) => message);
}

it.each<[string, string, Partial<AnnotationRule<typeof DEBUG>>, string[]]>([
  ['gets what Linkerd reads', `${DEBUG}: "true"`, {}, ['pod true', 'namespace true']],
  ['does not see other annotations', `${EXTERNAL}: "true"`, {}, []],
  ['does not see what Linkerd rejects', `${DEBUG}: "yes"`, {}, []],
  ['does not see what a template decides', `${DEBUG}: "{{ .Values.debug }}"`, {}, []],
  [
    'sees the placements that it names',
    `${DEBUG}: "false"`,
    { placements: ['namespace'] },
    ['namespace false'],
  ],
  [
    'sees each of its annotations',
    `${DEBUG}: "true", ${EXTERNAL}: "true"`,
    { keys: [DEBUG, EXTERNAL as never] },
    ['pod true', 'pod true', 'namespace true', 'namespace true'],
  ],
])('a rule on the values of annotations %s', (_, annotations, more, expected) => {
  expect(seen(annotations, more)).toEqual(expected);
});
