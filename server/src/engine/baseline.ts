import { LineIndex } from '../text/lineIndex.ts';
import type { Finding } from './finding.ts';

/**
 * Known findings that are not reported: for each file and rule, the text of their lines and a count.
 *
 * A finding is recognized by the text of its line. Line numbers change with every edit above, checksums cannot be
 * reviewed, a mere count would let a new mistake replace a fixed one, and messages differ by version and language.
 */
export interface Baseline {
  /** By path, relative to the folder of the configuration that names the baseline, with forward slashes. */
  readonly files: ReadonlyMap<string, BaselineRules>;
}

/** By rule: the number of findings for each line's text. */
type BaselineRules = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The empty baseline. */
export const NO_BASELINE: Baseline = { files: new Map() };

/** Findings of a baseline that are gone. */
export interface StaleEntry {
  readonly file: string;
  readonly rule: string;
  readonly line: string;
  /** The number of findings that are gone. */
  readonly count: number;
}

/** A file's findings after applying a baseline. */
export interface Baselined {
  /** Findings that are not in the baseline, in order. */
  readonly findings: readonly Finding[];
  readonly stale: readonly StaleEntry[];
}

const VERSION = 1;

/** Code units of a line that are kept. Of longer lines, as machines write them, only the finding's range is kept. */
const LONGEST_LINE = 200;

/** Reads a baseline file; undefined if it is not one, or its version is not supported. */
export function readBaseline(text: string): Baseline | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value.version !== VERSION || !isRecord(value.findings)) return undefined;
    return { files: mapOf(value.findings, (rules) => mapOf(rules, (lines) => mapOf(lines, countOf))) };
  } catch {
    return undefined;
  }
}

/** The text of a baseline file, in alphabetical order and with one finding's line on each line, for small diffs. */
export function writeBaseline({ files }: Baseline): string {
  const findings = objectOf(files, (rules) => objectOf(rules, (lines) => objectOf(lines, (count) => count)));
  return `${JSON.stringify({ version: VERSION, findings }, undefined, 2)}\n`;
}

/** The baseline of all findings of some files. */
export function makeBaseline(
  found: Iterable<{ readonly file: string; readonly text: string; readonly findings: readonly Finding[] }>,
): Baseline {
  const files = new Map<string, Map<string, Map<string, number>>>();
  for (const { file, text, findings } of found) {
    const lines = new LineIndex(text);
    for (const finding of findings) {
      const rules = madeWhenMissing(files, file, () => new Map<string, Map<string, number>>());
      const counts = madeWhenMissing(rules, finding.rule, () => new Map<string, number>());
      const line = lineOf(finding, text, lines);
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
  }
  return { files };
}

/** Removes a file's findings that are in the baseline, from the top of the file. */
export function applyBaseline(
  { files }: Baseline,
  file: string,
  text: string,
  findings: readonly Finding[],
): Baselined {
  const rules = files.get(file);
  if (!rules) return { findings, stale: [] };
  const left = new Map([...rules].map(([rule, lines]) => [rule, new Map(lines)]));
  const lines = new LineIndex(text);
  const reported = findings.filter((finding) => {
    const counts = left.get(finding.rule);
    const line = lineOf(finding, text, lines);
    const count = counts?.get(line) ?? 0;
    if (count > 0) counts?.set(line, count - 1);
    return count === 0;
  });
  return { findings: reported, stale: leftOver(file, left) };
}

function leftOver(file: string, left: ReadonlyMap<string, ReadonlyMap<string, number>>): StaleEntry[] {
  return [...left].flatMap(([rule, lines]) =>
    [...lines].filter(([, count]) => count > 0).map(([line, count]) => ({ file, rule, line, count })),
  );
}

/** The text of the finding's first line, trimmed. */
function lineOf({ range: { start, end } }: Finding, text: string, lines: LineIndex): string {
  const number = lines.lineAt(start);
  const line = text.slice(lines.lineStart(number), lines.lineStart(number + 1)).trim();
  return line.length <= LONGEST_LINE ? line : text.slice(start, Math.min(end, start + LONGEST_LINE));
}

function madeWhenMissing<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** More findings than a file can have; a larger count was not written by this program. */
const MOST_COUNTED = 1_000_000_000;

function countOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MOST_COUNTED)
    return value;
  throw new TypeError('not a count of findings');
}

function mapOf<Value>(value: unknown, read: (inner: unknown) => Value): Map<string, Value> {
  if (!isRecord(value)) throw new TypeError('not a mapping');
  return new Map(Object.entries(value).map(([key, inner]) => [key, read(inner)]));
}

/**
 * Sorts by code units, which is the same on every machine. `fromEntries` makes an own property of any name, `__proto__`
 * too.
 */
function objectOf<Value, Made>(
  map: ReadonlyMap<string, Value>,
  make: (value: Value) => Made,
): Record<string, Made> {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, make(value)]));
}
