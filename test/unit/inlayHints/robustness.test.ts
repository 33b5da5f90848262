import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { inlayHints } from '../../../server/src/features/inlayHints/inlayHints.ts';
import { UNKNOWN } from '../../support/lint.ts';
import { manifest } from '../../support/manifests.ts';

const NAMESPACE = 'kind: Namespace\nmetadata: {name: shop, annotations: {linkerd.io/inject: enabled}}\n---\n';

describe('inlay hints', () => {
  it('are in the requested part, in order, and the same for any part', () => {
    fc.assert(
      fc.property(manifest, fc.nat(600), fc.nat(600), (text, a, b) => {
        const file = SourceFile.read(text);
        const range = { start: Math.min(a, b), end: Math.max(a, b) };
        const all = inlayHints(file, { start: 0, end: text.length }, UNKNOWN);
        expect(all.map(({ offset }) => offset)).toEqual(
          all.map(({ offset }) => offset).sort((x, y) => x - y),
        );
        expect(inlayHints(file, range, UNKNOWN)).toEqual(
          all.filter(({ offset }) => range.start <= offset && offset <= range.end),
        );
      }),
    );
  });

  it('do not fail in a broken file', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, behind) => {
        const pod = `metadata:\n  namespace: shop\n  annotations:\n    linkerd.io/inject: ${behind}`;
        const text = `${NAMESPACE}${before}\nkind: Pod\n${pod}`;
        expect(() =>
          inlayHints(SourceFile.read(text), { start: 0, end: text.length }, UNKNOWN),
        ).not.toThrow();
      }),
    );
  });

  it('show a long or hostile value on one short line', () => {
    const value = JSON.stringify(`x\n\u202E${'y'.repeat(100_000)}`);
    const text = `${NAMESPACE.replace('enabled', value)}kind: Pod\nmetadata: {namespace: shop}\nspec: {containers: []}\n`;
    const [hint] = inlayHints(SourceFile.read(text), { start: 0, end: text.length }, UNKNOWN);
    expect(hint?.label.length).toBeLessThan(60);
    expect(hint?.label).not.toMatch(/[\n\u202E]/);
    expect(hint?.tooltip.length).toBeLessThan(500);
  });
});
