import { describe, expect, it } from 'vitest';
import { lint } from '../../support/lint.ts';
import { measured } from '../../support/processorTime.ts';

const KEY = 'config.linkerd.io/skip-inbound-ports';
const ANNOTATED = `metadata:\n  annotations:\n    ${KEY}: "80, 90"\n`;

function rows(count: number, row: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => row(index)).join('');
}

/** Files larger than people write, but that an editor may open. */
const LARGE: readonly (readonly [what: string, text: () => string])[] = [
  [
    'a hundred thousand documents without Linkerd',
    () => 'kind: ConfigMap\ndata:\n  key: value\n---\n'.repeat(100_000),
  ],
  ['50 MB of one document', () => `data:\n${'  key: a value of something\n'.repeat(1_800_000)}${ANNOTATED}`],
  ['a million lines', () => `data:\n${rows(1_000_000, (index) => `  key${index}: v\n`)}${ANNOTATED}`],
  ['a line of ten megabytes', () => `${ANNOTATED}    other: "${'text '.repeat(2_000_000)}"\n`],
];

/** Texts by how much is in them; twice as much may cost twice as much. */
const GROWING: readonly (readonly [what: string, size: number, text: (size: number) => string])[] = [
  ['annotations', 5_000, (size) => ANNOTATED + rows(size, (index) => `    linkerd.io/a${index}: "1"\n`)],
  ['documents', 1_000, (size) => `${ANNOTATED}---\n`.repeat(size)],
  [
    'items of a list in JSON',
    300,
    (size) =>
      JSON.stringify({
        kind: 'List',
        items: Array(size).fill({ kind: 'Pod', metadata: { annotations: { [KEY]: '80, 90' } } }),
      }),
  ],
  [
    'texts in one line of JSON',
    20_000,
    (size) =>
      JSON.stringify({
        kind: 'Pod',
        metadata: { annotations: { [KEY]: '80, 90' }, finalizers: Array(size).fill('text') },
      }),
  ],
  [
    'embedded documents',
    300,
    (size) =>
      `kind: ConfigMap\ndata:\n${rows(size, (index) => `  a${index}: |\n    ${ANNOTATED.replaceAll('\n', '\n    ')}\n`)}`,
  ],
  ['tokens', 5_000, (size) => ANNOTATED.replace('90', '80, '.repeat(size))],
  ['templates', 1_500, (size) => `{{ if .a }}\n${KEY}: "{{ .b }}"\n{{ end }}\n`.repeat(size)],
  ['quotation marks', 10_000, (size) => `linkerd: ${'"'.repeat(size)}`],
];

/** The least of some measurements of a work's processor time, in milliseconds. */
function cost(work: () => void): number {
  return Math.min(...[1, 2, 3, 4, 5].map(() => measured(work).milliseconds));
}

describe('large files', () => {
  it.each(LARGE)('are judged: %s', (_, text) => {
    const large = text();
    expect(lint(large).length).toBe(large.includes(KEY) ? 2 : 0);
  });

  it.each(GROWING)('cost what they hold, not its square: %s', (_, size, text) => {
    const [small, large] = [text(size), text(size * 5)];
    // Five times as much; a square would be twenty-five.
    expect(cost(() => lint(large)) / cost(() => lint(small))).toBeLessThan(16);
  });
});
