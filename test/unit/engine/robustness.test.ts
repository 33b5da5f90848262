import { describe, expect, it } from 'vitest';
import { fixAll } from '../../../server/src/engine/fixAll.ts';
import { lint, linter, UNKNOWN } from '../../support/lint.ts';
import { measured } from '../../support/processorTime.ts';

const KEY = 'config.linkerd.io/skip-inbound-ports';
/** Enough for anything that grows with the square to take minutes. */
const LENGTH = 300_000;

function repeat(piece: string, length = LENGTH): string {
  return piece.repeat(Math.floor(length / piece.length));
}

/** A mapping of nine aliases, nine levels of them. */
function bomb(item: (alias: string) => string, leaf: string): string {
  const levels = ['a: &a0 ', ...Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} `)];
  return levels.map((head, level) => head + (level === 0 ? leaf : item(`*a${level - 1}`))).join('\n');
}

/** Texts that were made to take long. Each must be read, and fixed, in seconds. */
const HOSTILE: readonly (readonly [what: string, text: string])[] = [
  [
    'aliases that explode in mappings',
    bomb(
      (alias) => `{${Array.from({ length: 9 }, (_, at) => `k${at}: ${alias}`)}}`,
      `{annotations: {${KEY}: "1, 2"}}`,
    ),
  ],
  [
    'aliases that explode in sequences',
    bomb((alias) => `[${Array(9).fill(alias)}]`, `{annotations: {${KEY}: "1, 2"}}`),
  ],
  [
    'aliases that explode in merges',
    `${bomb((alias) => `{<<: [${Array(9).fill(alias)}]}`, '{}')}\nannotations: {${KEY}: "1, 2"}`,
  ],
  ['deep flow mappings', `linkerd: ${'{a: '.repeat(10_000)}`],
  ['deep flow sequences', `linkerd: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['deep block sequences', `linkerd:\n${'- '.repeat(10_000)}a`],
  [
    'a deep List',
    `linkerd: 1\n${'kind: List\nitems: [{'.replace('\n', ', ').repeat(0)}${'{kind: List, items: ['.repeat(5_000)}`,
  ],
  ['expressions that are never closed', `linkerd ${repeat('${')}`],
  ['expressions that are closed at the end', `linkerd ${repeat('${a')}}`],
  ['statements that are never closed', `linkerd ${repeat('{%')}%}`],
  ['actions that are never closed', `linkerd ${repeat('{{')}`],
  ['actions that are closed at the end', `linkerd ${repeat('{{')}}}`],
  ['actions that open strings', `linkerd ${repeat('{{"')}}}`],
  ['actions with escaped quotes', `linkerd ${repeat("{{\\'")}}}`],
  ['actions with raw strings', `linkerd ${repeat('{{`\n')}}}`],
  ['comments that are never closed', `linkerd ${repeat('{{/*')}}}`],
  ['comments that are closed at the end', `linkerd ${repeat('{{/*')}*/}}`],
  ['many actions on one line', `annotations: {${KEY}: "${repeat('{{a}},')}"}`],
  [
    'many conditions',
    `${repeat('{{ if a }}\n')}\nannotations: {${KEY}: "80", config.linkerd.io/opaque-ports: "1"}`,
  ],
  ['a long list', `annotations: {${KEY}: "${repeat('80,')}"}`],
  ['a long list of mistakes', `annotations: {${KEY}: "80,${repeat(' 80,http,9-8,')}"}`],
  ['a long list of the control port', `annotations: {${KEY}: "${repeat('4190,80,')}"}`],
  ['a long token', `annotations: {${KEY}: "80,${repeat('8;')}"}`],
  ['a long name', `annotations: {${KEY}: "${repeat('h')}"}`],
  ['a long number', `annotations: {${KEY}: "80,${repeat('1')}-${repeat('1')}"}`],
  ['much whitespace in a token', `annotations: {${KEY}: "80,8${repeat(' ')}8"}`],
  ['much whitespace after a token', `annotations: {${KEY}: "80,8${repeat(' ')}"}`],
  ['long line breaks in a token', `annotations: {${KEY}: "80,8${repeat('\\n')}8"}`],
  ['a long folded scalar', `annotations:\n  ${KEY}: >-\n${repeat('    80,\n')}`],
  ['a literal scalar of empty lines', `annotations:\n  ${KEY}: |\n    80\n${repeat('\n')}    90\n`],
  ['a long key', `annotations: {"linkerd.io/${repeat('a', 900)}": 1, ? "${KEY}${repeat(' ')}" : 1}`],
  [
    'many annotations',
    `kind: Deployment\nmetadata:\n  annotations:\n${repeat('    linkerd.io/inject: enabled\n', 300_000)}`,
  ],
  ['many documents', repeat(`annotations: {${KEY}: "80, 80"}\n---\n`, 100_000)],
  ['many embedded documents', `data:\n${repeat(`  a: "annotations: {${KEY}: '80, 80'}"\n`, 200_000)}`],
  [
    'many suppressions in scalars',
    `a:\n${repeat('- "a" # linkerd-lint-disable skip-ports-overlap\n', 200_000)}`,
  ],
  ['many suppressions', repeat('# linkerd-lint-disable-line skip-ports-overlap\n', 200_000)],
  ['a misspelt suppression', `# linkerd-lint-disable ${repeat('x')}`],
];

describe('hostile texts', () => {
  it.each(HOSTILE)('are read in bounded time: %s', (_, text) => {
    expect(measured(() => lint(text)).milliseconds).toBeLessThan(10_000);
  });

  it('give a bounded number of findings', () => {
    expect(lint(`annotations: {${KEY}: "${repeat('http,80, 80,', 100_000)}"}`).length).toBeLessThan(5_000);
  });

  it.each([
    ['equal annotations', `kind: Pod\nmetadata:\n  annotations:\n${`    ${KEY}: "80"\n`.repeat(12_000)}`],
    [
      'numbers without quotes',
      `kind: Pod\nmetadata:\n  annotations:\n${'    linkerd.io/inject: 1\n'.repeat(12_000)}`,
    ],
    ['ports with spaces', `annotations: {${KEY}: "${'80, 90,'.repeat(12_000)}80"}`],
  ])('with more than ten thousand safe fixes are fixed once and for all: %s', (_, text) => {
    const once = fixAll(linter, text, UNKNOWN);
    expect(once.fixed).toBeGreaterThan(10_000);
    expect(fixAll(linter, once.text, UNKNOWN).fixed).toBe(0);
  });

  it.each([
    ['in one list', `annotations: {${KEY}: "${repeat('80, 90,', 20_000)}"}`],
    ['in many documents', repeat(`annotations: {${KEY}: "80, 80"}\n---\n`)],
  ])('are fixed in bounded time: %s', (_, text) => {
    const { result, milliseconds } = measured(() => fixAll(linter, text, UNKNOWN));
    expect(result.fixed).toBeGreaterThan(1_000);
    expect(milliseconds).toBeLessThan(20_000);
  });
});
