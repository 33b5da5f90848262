import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { EditorDocument } from '../../../server/src/lsp/editorDocument.ts';
import { measured } from '../../support/processorTime.ts';
import { runs } from '../../support/properties.ts';

const PIECES = ['a', 'bc', 'é', '\u{1f6a2}', '\n', '\r\n', '\r', '\n\n'];

const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));
/** An edit between two places of the text at that time, or a whole new text. */
const edits = fc.record({
  from: fc.nat(30),
  to: fc.nat(30),
  text: texts,
  isWhole: fc.nat(8).map((number) => number === 0),
});

/** Everything that can be asked of a document. */
function answers(document: Pick<TextDocument, 'getText' | 'positionAt' | 'offsetAt' | 'version'>) {
  const text = document.getText();
  const offsets = Array.from({ length: text.length + 3 }, (_, index) => index - 1);
  const places = [-1, 0, 1, 2, 3, 4, 5, 20].flatMap((line) =>
    [-1, 0, 1, 2, 5, 50].map((character) => ({ line, character })),
  );
  return {
    text,
    version: document.version,
    positions: offsets.map((offset) => document.positionAt(offset)),
    offsets: places.map((place) => document.offsetAt(place)),
  };
}

describe('a document that is edited', () => {
  test('is what the protocol’s own library makes of it', () => {
    fc.assert(
      fc.property(texts, fc.array(edits, { maxLength: 8 }), (text, made) => {
        const ours = new EditorDocument('file:///a.yaml', 'yaml', 0, text);
        const theirs = TextDocument.create('file:///a.yaml', 'yaml', 0, text);
        for (const [index, { from, to, text: inserted, isWhole }] of made.entries()) {
          const range = { start: theirs.positionAt(from), end: theirs.positionAt(to) };
          const change = isWhole ? { text: inserted } : { range, text: inserted };
          ours.update([change], index + 1);
          TextDocument.update(theirs, [change], index + 1);
          expect(answers(ours)).toEqual(answers(theirs));
        }
      }),
      runs(2_000),
    );
  });

  test('tells how it differs from what was asked about last', () => {
    const asks = fc.array(fc.record({ edit: edits, isAsked: fc.boolean() }), { maxLength: 8 });
    fc.assert(
      fc.property(texts, asks, (text, made) => {
        const document = new EditorDocument('file:///a.yaml', 'yaml', 0, text);
        let last = { revision: 0, text };
        let isKnown = true;
        for (const [index, { edit, isAsked }] of made.entries()) {
          const range = { start: document.positionAt(edit.from), end: document.positionAt(edit.to) };
          document.update([edit.isWhole ? { text: edit.text } : { range, text: edit.text }], index + 1);
          if (edit.isWhole) isKnown = false;
          if (!isAsked) continue;
          const difference = document.takeDifference(last.revision);
          const after = document.getText();
          expect(difference !== undefined).toBe(isKnown);
          if (difference) {
            const { prefix, suffix, growth } = difference;
            expect(after.length - last.text.length).toBe(growth);
            expect(after.slice(0, prefix)).toBe(last.text.slice(0, prefix));
            expect(after.slice(after.length - suffix)).toBe(last.text.slice(last.text.length - suffix));
            expect(Math.max(prefix, suffix)).toBeLessThanOrEqual(Math.min(after.length, last.text.length));
          }
          last = { revision: index + 1, text: after };
          isKnown = true;
        }
      }),
      runs(2_000),
    );
  });

  test('does not report the difference from a revision that was not requested', () => {
    const document = new EditorDocument('file:///a.yaml', 'yaml', 3, 'a\n');
    expect(document.takeDifference(2)).toBeUndefined();
    expect(document.takeDifference(0)).toEqual({ prefix: 2, suffix: 2, growth: 0 });
  });

  test('takes a place behind the last line for the end of the text', () => {
    const document = new EditorDocument('file:///a.yaml', 'yaml', 0, 'a\n');
    const range = { start: { line: 9, character: 0 }, end: { line: 7, character: 3 } };
    document.update([{ range, text: 'b\nc' }], 1);
    expect(document.getText()).toBe('a\nb\nc');
    expect(document.positionAt(4)).toEqual({ line: 2, character: 0 });
  });

  test('keeps its lines where a line is pasted a hundred thousand times', () => {
    const document = new EditorDocument('file:///a.yaml', 'yaml', 0, 'a\nb\n');
    const at = { line: 1, character: 0 };
    document.update([{ range: { start: at, end: at }, text: 'line\n'.repeat(100_000) }], 1);
    expect(document.positionAt(document.getText().indexOf('b'))).toEqual({ line: 100_001, character: 0 });
  });

  test.each(['\n', '\r\n'])('takes thousands of line breaks in one message at once: %j', (newline) => {
    const document = new EditorDocument(
      'file:///a.yaml',
      'yaml',
      0,
      `key: "some value"${newline}`.repeat(20_000),
    );
    const changes = Array.from({ length: 8_000 }, (_, at) => {
      const place = { line: 19_999 - at, character: 4 };
      return { range: { start: place, end: place }, text: newline };
    });
    const { milliseconds } = measured(() => document.update(changes, 1));
    expect(document.positionAt(document.getText().length).line).toBe(28_000);
    expect(milliseconds).toBeLessThan(1_200);
  });

  test.each([
    ['null', null],
    ['no text', { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } }],
    ['a number for a text', { text: 7 }],
    ['a range without an end', { range: { start: { line: 0, character: 0 } }, text: 'x' }],
    ['a range that is a number', { range: 3, text: 'x' }],
  ])('leaves out what is no change, and makes those beside it: %s', (_, wrong) => {
    const document = new EditorDocument('file:///a.yaml', 'yaml', 0, '');
    const end = { line: 0, character: 9 };
    const changes = [{ text: 'a' }, wrong, { range: { start: end, end }, text: 'b' }];
    document.update(changes as Parameters<EditorDocument['update']>[0], 1);
    expect([document.getText(), document.version, document.revision]).toEqual(['ab', 1, 1]);
  });

  test.each([
    [{ line: 1.7, character: 1.2 }, 4],
    [{ line: 1, character: null }, 3],
    [{ line: 'x', character: 1 }, 1],
    [{}, 0],
    [{ line: 2 ** 31, character: -(2 ** 31) }, 6],
  ])('takes any place for an offset in the text: %j', (place, offset) => {
    const document = new EditorDocument('file:///a.yaml', 'yaml', 0, 'ab\ncd\n');
    expect(document.offsetAt(place as Parameters<EditorDocument['offsetAt']>[0])).toBe(offset);
  });
});
