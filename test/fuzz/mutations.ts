import fc from 'fast-check';

/** A change of a text, as plain data, so that a failing case can be made smaller and printed. */
export interface Mutation {
  readonly kind: keyof typeof CHANGES;
  /** Which line, counted round and round. */
  readonly line: number;
  /** Another place: a line to move to, a column, an amount, a file. */
  readonly other: number;
  readonly count: number;
  readonly token: string;
}

/** What breaks readers of YAML, and what Linkerd Lint looks for. */
export const TOKENS: readonly string[] = [
  ...['---', '...', '%YAML 1.2', '? ', ': ', ':', '- ', ', ', '# ', '#', '<<: *a', '&a ', '*a', '!!str '],
  ...['!!binary ', '"', "'", '\\', '|', '|2-', '>-', '{', '}', '[', ']', '~', '\t', '\0', '\uFEFF', '\u2028'],
  ...['\u{1F980}', '\uD83E', '{{ .Values.a }}', '{{- if .a }}', '{{- end }}', '{{', '}}', '{{/*', '*/}}'],
  ...[
    '{% if a %}',
    '{% endif %}',
    '{#',
    '${',
    '$(A)',
    '4190',
    ',,',
    ' 80',
    '9-8',
    'null',
    'kind: List',
    'items:',
  ],
  ...['metadata:', 'annotations:', 'template:', 'spec:', 'data:', 'a: |', 'value: >-', 'patch: |-'],
  ...['config.linkerd.io/skip-inbound-ports: "80, 90"', 'config.linkerd.io/skip-outbound-ports: 4567'],
  ...['"linkerd.io/inject": enable', 'config.linkerd.io/proxy-cpu-limit: 1 core', 'linkerd.io/x: {a: b}'],
  ...[
    '# linkerd-lint-disable-next-line',
    '# linkerd-lint-disable skip-ports-whitespace',
    '# linkerd-lint-enable',
  ],
];

const CHANGES = {
  delete: (lines, { line, count }) => lines.splice(line, count),
  duplicate: (lines, { line, count, other }) =>
    lines.splice(other % (lines.length + 1), 0, ...lines.slice(line, line + count)),
  move: (lines, { line, other }) => lines.splice(other % lines.length, 0, ...lines.splice(line, 1)),
  indent: (lines, { line, count, other }) => change(lines, line, count, (it) => ' '.repeat(other % 5) + it),
  outdent: (lines, { line, count, other }) =>
    change(lines, line, count, (it) => it.slice(Math.min(other % 5, /^ */.exec(it)?.[0].length ?? 0))),
  insert: (lines, { line, other, token }) => change(lines, line, 1, (it) => insertAt(it, other, token)),
  insertLine: (lines, { line, other, token }) => lines.splice(line, 0, `${' '.repeat(other % 12)}${token}\n`),
  remove: (lines, { line, other, count }) =>
    change(lines, line, 1, (it) => it.slice(0, other % it.length) + it.slice((other % it.length) + count)),
  unquote: (lines, { line, count }) => change(lines, line, count, (it) => it.replace(/["']/, '')),
  quote: (lines, { line, count }) => change(lines, line, count, (it) => it.replace(/: (\S.*)/, ': "$1"')),
  lineBreaks: (lines, { line, count, other }) =>
    change(lines, line, count, (it) => it.replace(/\r?\n|\r/, ['\r\n', '\n', ''][other % 3] ?? '')),
  embed: (lines, { line, count, other }) => {
    const inner = lines.splice(line, count).map((it) => `${' '.repeat((other % 6) + 2)}${it}`);
    lines.splice(line, 0, `${' '.repeat(other % 6)}a: ${other % 2 ? '|' : '>-'}\n`, ...inner);
  },
  splice: (lines, { line, count, other, token }, texts) => {
    const source = linesOf(texts[other % texts.length] ?? token);
    lines.splice(line, 0, ...source.slice(line % source.length, (line % source.length) + count * 4));
  },
} satisfies Record<
  string,
  (lines: string[], mutation: Omit<Mutation, 'kind'>, texts: readonly string[]) => unknown
>;

/** Every kind of mutation. */
export const MUTATION_KINDS = Object.keys(CHANGES) as readonly (keyof typeof CHANGES)[];

/** Any mutation; smaller ones first when a case is made smaller. */
export const mutations: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...MUTATION_KINDS),
  line: fc.nat(5_000),
  other: fc.nat(5_000),
  count: fc.integer({ min: 1, max: 6 }),
  token: fc.constantFrom(...TOKENS),
});

/** The text after a mutation; `texts` are those that pieces may be taken from. */
export function mutate(text: string, mutation: Mutation, texts: readonly string[]): string {
  const lines = linesOf(text);
  CHANGES[mutation.kind](lines, { ...mutation, line: mutation.line % lines.length }, texts);
  return lines.join('');
}

/** Some lines of a text. */
export function excerpt(text: string, from: number, count: number): string {
  const lines = linesOf(text);
  const start = from % lines.length;
  return lines.slice(start, start + count).join('');
}

/** A text's lines with their breaks, at least one. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [''];
}

function change(lines: string[], line: number, count: number, by: (line: string) => string): void {
  for (let index = line; index < Math.min(line + count, lines.length); index++)
    lines[index] = by(lines[index] ?? '');
}

function insertAt(line: string, place: number, token: string): string {
  const at = place % (line.length || 1);
  return line.slice(0, at) + token + line.slice(at);
}
