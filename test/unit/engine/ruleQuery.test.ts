import { expect, test } from 'vitest';
import {
  annotationsNamed,
  annotationsWhose,
  podAnnotationsNamed,
  type RuleQuery,
} from '../../../server/src/engine/ruleQuery.ts';
import { entryFor } from '../../../server/src/linkerd/catalogue/catalogue.ts';

const INJECT = 'linkerd.io/inject';
const SKIP = 'config.linkerd.io/skip-inbound-ports';

test.each<[string, RuleQuery, readonly string[]]>([
  ['these keys', annotationsNamed(INJECT), [`pod ${INJECT}`, `namespace ${INJECT}`]],
  ['these keys of pods', podAnnotationsNamed(INJECT, 'unknown'), [`pod ${INJECT}`, 'pod unknown']],
  ['entries that pass', annotationsWhose(({ key }) => key === SKIP), [`pod ${SKIP}`, `namespace ${SKIP}`]],
])('annotations with %s', (_, { annotation }, expected) => {
  const subjects = [INJECT, SKIP, 'unknown'].flatMap((key) =>
    (['pod', 'namespace'] as const).map((placement) => ({
      key,
      placement,
      entry: entryFor(key, 'annotation'),
    })),
  );
  const matching = subjects.filter((subject) => annotation?.(subject));
  expect(matching.map(({ key, placement }) => `${placement} ${key}`)).toEqual(expected);
});
