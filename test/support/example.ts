import type { Severity } from '../../server/src/engine/finding.ts';

/** What one line of marks asserts: a finding under the carets, in the line above. */
export interface Mark {
  /** From 0, like all lines and columns here. */
  readonly line: number;
  readonly start: number;
  /** Behind the last caret; undefined where the finding reaches into a later line. */
  readonly end: number | undefined;
  /** `related` for a place that a finding leads to. */
  readonly severity: Severity | 'related';
  readonly rule: string;
  /** Safety of the finding's first fix. */
  readonly fix: 'safe' | 'suggestion' | undefined;
  /** A part of the message; empty for any. */
  readonly message: string;
}

/** A YAML text with the findings that it must have, and perhaps a cursor. */
export interface Example {
  /** The text without marks and cursor, lines ending in LF. */
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Offset of `$0`. */
  readonly cursor: number | undefined;
}

const MARK =
  /^#( *)(\^+)(>?) (hint|information|warning|error|related) ([a-z-]+)(?: (safe|suggestion))?(?:: (.*))?$/;

/**
 * Reads an example:
 *
 *     config.linkerd.io/skip-inbound-ports: "8080, 9090"
 *     #                                           ^^^^^ error skip-ports-whitespace safe: part of the message
 *
 * A line of marks stands below the line that it is about, begins with `#`, and is no part of the text. Behind the rule
 * stands the safety of the finding's first fix; without it the finding must have none. `^>` marks a finding that
 * begins there and ends on a later line. `related` in place of the severity marks a place that the finding leads to, which
 * only the examples of mesh rules have. `$0` is the cursor.
 */
export function readExample(source: string): Example {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of dedent(source).split('\n')) {
    const mark = MARK.exec(line);
    if (mark) marks.push(readMark(mark, lines.length - 1));
    else if (/^#\s*\^/.test(line)) throw new SyntaxError(`not a line of marks: ${line}`);
    else lines.push(line);
  }
  const marked = lines.join('\n');
  const cursor = marked.indexOf('$0');
  return { text: marked.replace('$0', ''), marks, cursor: cursor === -1 ? undefined : cursor };
}

function readMark(match: RegExpExecArray, line: number): Mark {
  const [, blanks = '', carets = '', more, severity, rule = '', fix, message = ''] = match;
  const start = 1 + blanks.length;
  return {
    line,
    start,
    end: more ? undefined : start + carets.length,
    severity: severity as Mark['severity'],
    rule,
    fix: fix as Mark['fix'],
    message,
  };
}

/** Takes the indentation of the first line from every line, and the blank lines around the text. */
export function dedent(source: string): string {
  const body = source.replace(/^[ ]*\n/, '').replace(/\n[ ]*$/, '\n');
  const indent = /^ */.exec(body)?.[0] ?? '';
  return body
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join('\n');
}

/** The text with a line of marks below each line that has some, in one fixed order and form. */
export function writeExample(text: string, marks: readonly Mark[]): string {
  const sorted = [...marks].sort(byPosition);
  return text
    .split('\n')
    .flatMap((line, index) => [line, ...sorted.filter((mark) => mark.line === index).map(writeMark)])
    .join('\n');
}

function byPosition(a: Mark, b: Mark): number {
  return a.line - b.line || a.start - b.start || a.rule.localeCompare(b.rule) || (a.end ?? 0) - (b.end ?? 0);
}

function writeMark({ start, end, severity, rule, fix, message }: Mark): string {
  const carets = end === undefined ? '^>' : '^'.repeat(end - start);
  return `#${' '.repeat(Math.max(0, start - 1))}${carets} ${severity} ${rule}${fix ? ` ${fix}` : ''}${message ? `: ${message}` : ''}`;
}
