import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayConcernLinkerd, mayContainLinkerd } from '../../../server/src/linkerd/prefilter.ts';

/** As the command line asks before it reads a file as UTF-8. */
const mayContainInBytes = (text: string) => mayContainLinkerd(Buffer.from(text).toString('latin1'));

/** Every way in which a double-quoted scalar may write a letter. */
const WAYS = [
  (code: number) => String.fromCodePoint(code),
  (code: number) => `\\x${code.toString(16)}`,
  (code: number) => `\\x${code.toString(16).toUpperCase()}`,
  (code: number) => `\\u00${code.toString(16)}`,
  (code: number) => `\\U000000${code.toString(16)}`,
];

describe('a text may contain Linkerd', () => {
  test('however a quoted key spells it', () => {
    const letter = (character: string) =>
      fc.constantFrom(...WAYS).map((write) => write(character.charCodeAt(0)));
    const word = fc.tuple(...[...'linkerd'].map(letter)).map((letters) => letters.join(''));
    const text = fc.tuple(fc.string(), word, fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        expect(mayContainLinkerd(written)).toBe(true);
        expect(mayContainInBytes(written)).toBe(true);
      }),
    );
  });

  test.each([
    ['an annotation', 'linkerd.io/inject: enabled', true],
    ['a prefix in capitals', 'Linkerd.io/inject: enabled', true],
    ['prose', '# Linkerd is not used here', false],
    ['other escapes', '"C:\\\\xyz \\n \\u00e9"', false],
    ['nothing of it', 'kind: Pod', false],
    ['nothing', '', false],
  ])('%s', (_, text, expected) => {
    expect(mayContainLinkerd(text)).toBe(expected);
    expect(mayContainInBytes(text)).toBe(expected);
  });
});

test.each([
  ['a route of the Gateway API', 'apiVersion: gateway.networking.k8s.io/v1', true],
  ['a protocol', 'appProtocol: http', true],
  ['a split', 'apiVersion: split.smi-spec.io/v1alpha1', true],
  ['an annotation', 'linkerd.io/inject: enabled', true],
  ['Cilium', 'spec: {chart: "oci://quay.io/cilium/cilium"}', true],
  ['what Cilium reads', 'apiVersion: cilium.io/v2', false],
  ['nothing', 'kind: Service', false],
])('what Linkerd acts on: %s', (_, text, expected) => {
  expect(mayConcernLinkerd(text)).toBe(expected);
});
