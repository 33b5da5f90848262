/**
 * Number of characters in GitHub's fingerprint of a line: from the line's beginning, without whitespace, into the
 * following lines.
 */
const COUNTED = 100;
const BASE = 37n;
const END_OF_FILE = '\uFFFF';

/**
 * Fingerprints of a text's lines that stay the same when lines above them change, computed as GitHub's SARIF upload
 * does if they are missing (`primaryLocationLineHash`; github/codeql-action `src/fingerprints.ts`). It warns of
 * others.
 */
export class LineFingerprints {
  /** The counted text of each line. */
  readonly #lines: readonly string[];
  #occurrences: readonly number[] | undefined;

  constructor(text: string) {
    const counted = text.replace(/[ \t]/g, '').replace(/\r\n?/g, '\n') + END_OF_FILE;
    const lines: string[] = [];
    for (let at = 0; at < counted.length; at = nextLine(counted, at))
      lines.push(counted.slice(at, at + COUNTED));
    this.#lines = lines;
  }

  /** The fingerprint of a line, counted from 1. */
  of(line: number): string {
    this.#occurrences ??= occurrences(this.#lines);
    const counted = this.#lines[line - 1] ?? END_OF_FILE;
    return `${hash(counted).toString(16)}:${this.#occurrences[line - 1] ?? 1}`;
  }
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** For each line, its number among equal lines, from 1. */
function occurrences(lines: readonly string[]): number[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const occurrence = (seen.get(line) ?? 0) + 1;
    seen.set(line, occurrence);
    return occurrence;
  });
}

/** A polynomial modulo 2⁶⁴; after the end of the file, missing characters count as zero. */
function hash(counted: string): bigint {
  let sum = 0n;
  for (let index = 0; index < COUNTED; index++) {
    const code = index < counted.length ? counted.charCodeAt(index) : 0;
    sum = BigInt.asUintN(64, sum * BASE + BigInt(code));
  }
  return sum;
}
