import fc from 'fast-check';
import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../server/src/linkerd/catalogue/catalogue.ts';
import { FREQUENT_MISTAKES } from '../../../../server/src/linkerd/catalogue/mistakes.ts';
import { similarKeys } from '../../../../server/src/linkerd/catalogue/similarKeys.ts';

const WRITTEN = CATALOGUE.filter(
  ({ kind, isPrefix, status }) =>
    kind === 'annotation' && !isPrefix && (status === 'active' || status === 'deprecated'),
).map(({ key }) => key);

function nameOf(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

/** Every key measured, and those at the smallest distance taken. */
function nearestKeys(key: string): readonly string[] {
  const name = nameOf(key);
  const distances = WRITTEN.map((written) => distance(name, nameOf(written)));
  const least = Math.min(...distances);
  const found = WRITTEN.filter((_, index) => distances[index] === least);
  return least <= Math.min(4, name.length / 4) && (least === 0 || found.length <= 3) ? found : [];
}

/** A known key with a few letters taken out and others put in their place. */
const MISSPELT = fc
  .tuple(fc.constantFrom(...WRITTEN), fc.nat(40), fc.nat(5), fc.string({ maxLength: 4 }))
  .map(([key, at, removed, added]) => {
    const name = nameOf(key);
    return `config.linkerd.io/${name.slice(0, at)}${added}${name.slice(at + removed)}`;
  })
  .filter((key) => !FREQUENT_MISTAKES.has(key));

describe('similarKeys', () => {
  it('gives the keys that are nearest of all, where few are as near', () => {
    fc.assert(
      fc.property(MISSPELT, (key) => {
        expect(similarKeys(key)).toEqual(nearestKeys(key));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['config.linkerd.io/skip-inbound-port', ['config.linkerd.io/skip-inbound-ports']],
    ['config.linkerd.io/injct', ['linkerd.io/inject']],
    ['config.linkerd.io/no-such-thing-at-all', []],
  ])('knows what %s was meant to be', (key, meant) => {
    expect(similarKeys(key)).toEqual(meant);
  });
});
