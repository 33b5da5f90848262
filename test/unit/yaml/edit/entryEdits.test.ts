import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../server/src/text/edit.ts';
import { YamlDocument } from '../../../../server/src/yaml/document.ts';
import { appendEntry, removeEntry } from '../../../../server/src/yaml/edit/entryEdits.ts';
import type { YamlEntry, YamlMap } from '../../../../server/src/yaml/nodes.ts';
import { child, entryOf } from '../../../../server/src/yaml/walkEntries.ts';

/** A document with a mapping below `map`, and the entry `b` of that. */
function read(text: string) {
  const document = new YamlDocument(text);
  const map = child(document.roots[0], 'map') as YamlMap;
  return { document, map, entry: entryOf(map, 'b') as YamlEntry };
}

/** The text without the entry `b`, or undefined where it cannot go. */
function withoutB(text: string): string | undefined {
  const { document, map, entry } = read(text);
  const edit = removeEntry(document, map, entry);
  return edit && applyEdits(text, [edit]);
}

/** The text with an entry `z` at the end of the mapping, or undefined where there is no place for it. */
function withZ(text: string): string | undefined {
  const { document, map } = read(text);
  const edit = appendEntry(document, map, { block: 'z: 26', flow: 'z: 26' });
  return edit && applyEdits(text, [edit]);
}

describe('an entry is removed', () => {
  it.each([
    ['with its line', 'map:\n  a: 1\n  b: 2\n  c: 3\n', 'map:\n  a: 1\n  c: 3\n'],
    ['with a comment behind it', 'map:\n  a: 1\n  b: "2" # two\nd: 4\n', 'map:\n  a: 1\nd: 4\n'],
    ['without a value', 'map:\n  a: 1\n  b: # none\n  c: 3\n', 'map:\n  a: 1\n  c: 3\n'],
    ['at the end of the text', 'map:\n  a: 1\n  b: 2', 'map:\n  a: 1\n'],
    ['with all lines of its value', 'map:\n  a: 1\n  b: |\n    2\n  c: 3\n', 'map:\n  a: 1\n  c: 3\n'],
    ['up to the next one in braces', 'map: {a: 1, b: 2, c: 3}', 'map: {a: 1, c: 3}'],
    ['behind another one in braces', 'map: {a: 1, b: 2}', 'map: {a: 1}'],
    ['with its own comment', 'map: {\n  b: 2, # two\n  c: 3\n}', 'map: {\n  c: 3\n}'],
  ])('%s', (_, text, after) => {
    expect(withoutB(text)).toBe(after);
    expect(withoutB(text.replaceAll('\n', '\r\n'))).toBe(after.replaceAll('\n', '\r\n'));
  });
});

describe('an entry stays where something else would go with it', () => {
  it.each([
    ['an action that is never closed', 'map:\n  a: 1\n  b: "2" {{- /* over\n  c: "3"\n'],
    ['a brace that swallows what follows', 'map:\n  a: 1\n  b: "2" {\n  c: 3\n'],
    ['what a template puts behind it', 'map:\n  a: 1\n  b: "2" {{ .Values.c }}\n  d: 4\n'],
    ['an action that reaches over the next one', 'map:\n  a: 1\n  b: 2 # {{\n  c: 3 # }}\n'],
    ['what stands between it and the comma', 'map: {a: 1, b: "2" 3, c: 4}'],
    ['what stands behind the last one', 'map: {a: 1, b: "2" {{ .Values.c }}}'],
    ['braces that are never closed', 'map: {a: 1, b: 2\nd: 4\n'],
    ['the comment of the next one', 'map: {\n  b: 2,\n  # three\n  c: 3\n}'],
    ['the comment of the one before', 'map: {\n  a: 1, # one\n  b: 2\n}'],
    [
      'the lines that a template adds to it',
      'map:\n  a: 1\n  b:\n    c: 3\n    {{- include "more" . | nindent 4 }}\nd: 4\n',
    ],
    ['the anchor of the next one', 'map: {b: 2, &three c: 3}'],
  ])('%s', (_, text) => {
    expect(withoutB(text)).toBeUndefined();
  });
});

describe('an entry is added', () => {
  it('behind the last one, with its comment', () => {
    expect(withZ('map:\n  b: 2 # two\nd: 4\n')).toBe('map:\n  b: 2 # two\n  z: 26\nd: 4\n');
  });

  it.each([
    [
      'before entries whose last one a template goes on with',
      'map:\n  # two\n  b:\n    c: 3\n    {{- include "more" . | nindent 4 }}\nd: 4\n',
      'map:\n  z: 26\n  # two\n  b:\n    c: 3\n    {{- include "more" . | nindent 4 }}\nd: 4\n',
    ],
    [
      'before a last entry whose value a template prints',
      'map:\n  a: 1\n  b:\n    {{- toYaml .Values.b | nindent 4 }}\n',
      'map:\n  z: 26\n  a: 1\n  b:\n    {{- toYaml .Values.b | nindent 4 }}\n',
    ],
    [
      'before entries of which the last is in a branch',
      'map:\n  a: 1\n  {{- if .Values.b }}\n  b: 2\n  {{- end }}\nd: 4\n',
      'map:\n  z: 26\n  a: 1\n  {{- if .Values.b }}\n  b: 2\n  {{- end }}\nd: 4\n',
    ],
    [
      'behind a value that ends with its line, whatever a template adds below',
      'map:\n  b: 2\n  {{- include "more" . | nindent 2 }}\nd: 4\n',
      'map:\n  b: 2\n  z: 26\n  {{- include "more" . | nindent 2 }}\nd: 4\n',
    ],
    [
      'in the branch that holds the whole mapping',
      '{{- if .Values.map }}\nmap:\n  b: 2\n{{- end }}\nd: 4\n',
      '{{- if .Values.map }}\nmap:\n  b: 2\n  z: 26\n{{- end }}\nd: 4\n',
    ],
  ])('%s', (_, text, after) => {
    expect(withZ(text)).toBe(after);
    expect(withZ(text.replaceAll('\n', '\r\n'))).toBe(after.replaceAll('\n', '\r\n'));
  });

  it.each([
    ['an action that is never closed', 'map:\n  b: "2" {{- /* over\nd: 4\n'],
    ['a key that would be another one’s value', 'map:\n  b: 2\n   c:\nd: 4\n'],
    [
      'lines of a template on both sides',
      'map:\n  {{- with .Values.b }}\n  b:\n    c: {{ . }}\n  {{- end }}\nd: 4\n',
    ],
    ['a key that is indented further', 'map:\n  b: "2"\n   c: 3\nd: 4\n'],
  ])('not behind %s', (_, text) => {
    expect(withZ(text)).toBeUndefined();
  });
});
