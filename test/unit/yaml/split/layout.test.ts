import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../../../server/src/text/difference.ts';
import { type LayoutReading, readLayout, readNextLayout } from '../../../../server/src/yaml/split/layout.ts';
import { splitDocuments } from '../../../../server/src/yaml/split/splitDocuments.ts';
import { maskTemplates } from '../../../../server/src/yaml/template/maskTemplates.ts';
import { runs } from '../../../support/properties.ts';

/** All that opens or closes an action, a document, a string, a line. */
const PIECES = [
  ...[
    '{{',
    '}}',
    '{{-',
    '-}}',
    '{{/*',
    '*/}}',
    '{{ if a }}',
    '{{ end }}',
    '{%',
    '%}',
    '{#',
    '#}',
    '${',
    '%{',
    '}',
  ],
  ...['"', "'", '`', '\\', ' ', '-', '#', 'a: b', '- c', 'a: |\n  ---\n'],
  ...['\n', '\r\n', '\r', '\n---\n', '---', '---\r\n', '\n...\n', '\n--- ', '%YAML 1.2\n', '%', '\uFEFF'],
];

/** A document. Actions may not reach over it, because three of it are longer than an action may be. */
const FAR = `\n---\n${'key: value\n'.repeat(1_200)}`;

/** Where documents begin in the version after an edit, and the stretch that was read to know it. */
function next(before: string, after: string): LayoutReading {
  return readNextLayout(after, readLayout(before).layout, differenceOf(before, after));
}

describe('the layout of a file', () => {
  it('is the same after any edits as from scratch', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 });
    const text = fc.array(
      fc.oneof({ weight: 9, arbitrary: pieces }, { weight: 1, arbitrary: fc.constant([FAR]) }),
    );
    const edit = fc.record({ at: fc.nat(), deleted: fc.nat(6), inserted: pieces });
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 8 }), (parts, edits) => {
        let file = parts.flat().join('');
        let { layout } = readLayout(file);
        for (const { at, deleted, inserted } of edits) {
          const start = at % (file.length + 1);
          const after = file.slice(0, start) + inserted.join('') + file.slice(start + deleted);
          const reading = readNextLayout(after, layout, differenceOf(file, after));
          const { stretch } = reading;
          const masked = maskTemplates(after).text;
          expect(reading.layout.starts).toEqual(splitDocuments(masked).map((document) => document.start));
          expect(stretch.masked).toBe(masked.slice(stretch.start, stretch.end));
          expect(reading.layout.hasDirectives).toBe(readLayout(after).layout.hasDirectives);
          [file, layout] = [after, reading.layout];
        }
      }),
      runs(2_000),
    );
  });

  it('is read again around the edit alone', () => {
    const documents = Array.from({ length: 100 }, (_, index) => `---\na: {{ .x }}\nb: ${index}\n`);
    const before = documents.join('');
    const { stretch } = next(before, before.replace('b: 50\n', 'b: {{ 50 }}\n'));
    expect([stretch.start, stretch.end]).toEqual([
      before.indexOf(documents[49] as string),
      before.indexOf(documents[51] as string) + 6,
    ]);
  });

  it('is read again as far as an action reaches', () => {
    const before = 'a: 1\n---\nb: 2\n---\nc: 3 */}}\n---\nd: 4\n';
    const opened = before.replace('a: 1', 'a: {{/* 1');
    expect(next(before, opened).layout.starts).toEqual([0, opened.indexOf('---\nd')]);
    expect(next(opened, before).layout.starts).toEqual(readLayout(before).layout.starts);
  });

  it('is read again from an opener on that an edit closes far behind it', () => {
    const before = 'a: 1\n---\nb: {{/* 2\n---\nc: 3\n---\nd: 4\n---\ne: 5\n';
    const closed = before.replace('d: 4', 'd: */}} 4');
    expect(next(before, closed).layout.starts).toEqual([0, 5, closed.indexOf('---\ne')]);
  });

  it('is read again from a stray quote on that an edit makes the beginning of a string', () => {
    const before = 'a: {{ ` }}\n---\nb: 2\n---\nc: 3\n---\nd: 4\n---\ne: 5\n';
    const closed = before.replace('d: 4', 'd: ` }} 4');
    expect(next(before, closed).layout.starts).toEqual([0, closed.indexOf('---\ne')]);
  });

  it('has no document at a former byte order mark', () => {
    expect(next('\uFEFF---\na: 1\n', 'b\uFEFF---\na: 1\n').layout.starts).toEqual([0]);
  });
});
