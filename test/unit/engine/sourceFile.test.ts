import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { afterEdit, noDifference } from '../../../server/src/text/difference.ts';
import { PieceTable } from '../../../server/src/text/pieceTable.ts';
import { linter, UNKNOWN } from '../../support/lint.ts';
import { runs } from '../../support/properties.ts';

const DOCUMENTS = [
  'kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}\n',
  'kind: Pod\r\nmetadata:\r\n  annotations:\r\n    config.linkerd.io/skip-outbound-ports: "80,80"\r\n',
  'kind: ConfigMap\n',
  '# linkerd-lint-disable skip-ports-whitespace\nkind: Pod\n',
  '{{- if .Values.a }}\nannotations:\n  config.linkerd.io/skip-inbound-ports: http\n{{- end }}\n',
  '',
  `kind: ConfigMap
data:
  two.yaml: |
    metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}
    ---
    metadata: {annotations: {linkerd.io/inject: "yes"}}
  same.yaml: |
    metadata: {annotations: {linkerd.io/inject: "yes"}}
  string.yaml: 'metadata: {annotations: {config.linkerd.io/skip-outbound-ports: "80,80"}}'
`,
  `patches:
- target: {kind: Namespace}
  patch: |
    metadata: {annotations: {config.linkerd.io/proxy-uid: "0"}}
`,
];
const PIECES = [
  'es',
  '    ---\n',
  '    ',
  'ConfigMap',
  'Pod',
  '',
  '\n---\n',
  '---\n',
  '"',
  '{{',
  '}}',
  ',',
  ' 80',
  '#',
  '\n',
  '%YAML 1.2\n',
];

describe('SourceFile', () => {
  it.each([
    ['as told', 6, 0],
    ['as compared', 6, 0],
    // Long enough for the edits to leave many pieces.
    ['in pieces', 12, 700],
  ])('finds after any edits, %s, what it finds from scratch', (how, most, filler) => {
    const edit = fc.record({
      at: fc.nat(),
      length: fc.nat(20),
      text: fc.constantFrom(...PIECES, ...DOCUMENTS),
    });
    const documents = fc.array(fc.constantFrom(...DOCUMENTS), { minLength: 1, maxLength: most });
    fc.assert(
      fc.property(documents, fc.array(edit, { maxLength: 6 }), (parts, edits) => {
        let plain = parts.join(`${'# filler\n'.repeat(filler)}---\n`);
        let table = PieceTable.of(plain);
        let file = SourceFile.read(table);
        for (const { at, length, text } of edits) {
          const start = at % (plain.length + 1);
          const range = { start, end: Math.min(start + length, plain.length) };
          const told = afterEdit(noDifference(plain), plain, range, text);
          plain = plain.slice(0, start) + text + plain.slice(range.end);
          table = table.replaced(range, text);
          const after = how === 'in pieces' ? table : plain;
          file = SourceFile.read(after, file, how === 'as compared' ? undefined : told);
          const fresh = SourceFile.read(plain);
          expect(file.documents.map(({ offset, document }) => [offset, document.text])).toEqual(
            fresh.documents.map(({ offset, document }) => [offset, document.text]),
          );
          expect(linter.lint(file, UNKNOWN)).toEqual(linter.lint(fresh, UNKNOWN));
        }
      }),
      runs(200),
    );
  });

  it('takes over the documents that did not change', () => {
    const parts = ['a: 1\n', '---\nb: 2\n', '---\nc: 3\n'];
    const before = SourceFile.read(parts.join(''));
    const after = SourceFile.read(parts.join('').replace('b: 2', 'b: 2\n---\nd: 4'), before);
    expect(after.documents).toHaveLength(4);
    expect(after.documents[0]?.document).toBe(before.documents[0]?.document);
    expect(after.documents[3]?.document).toBe(before.documents[2]?.document);
  });

  it('knows which document holds an offset', () => {
    const file = SourceFile.read('a: 1\n---\nb: 2\n');
    expect([0, 4, 5, 8, 99].map((offset) => file.documentAt(offset)?.offset)).toEqual([0, 0, 5, 5, 5]);
  });
});
