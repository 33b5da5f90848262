import { LineIndex } from '../text/lineIndex.ts';
import type { Finding } from './finding.ts';

/**
 * Findings that are known and let be: for each file and rule, the lines that they stand in and how many of them.
 *
 * A finding is recognized by its line's text, not by its number, which any edit above would change, and not by a
 * checksum, which nobody could review. Not by a count alone either: then a new mistake could take the place of one that
 * was mended. Messages are no good, because they differ from version to version and from language to language.
 */
export interface Baseline {
  /** By path, relative to the folder of the configuration that names the baseline, with forward slashes. */
  readonly files: ReadonlyMap<string, BaselineRules>;
}

/** By rule: how often each line's text may hold a finding. */
type BaselineRules = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A baseline of nothing. */
export const NO_BASELINE: Baseline = { files: new Map() };

/** Entries of a baseline that no finding answers to any more. */
export interface StaleEntry {
  readonly file: string;
  readonly rule: string;
  readonly line: string;
  /** How many findings fewer there are than the baseline has. */
  readonly count: number;
}

/** What a baseline makes of a file's findings. */
export interface Baselined {
  /** Those that the baseline does not have, in their order. */
  readonly findings: readonly Finding[];
  /** How many it has. */
  readonly silenced: number;
  readonly stale: readonly StaleEntry[];
}

const VERSION = 1;

/** The longest piece of a line that is kept; of longer ones, as machines write them, only what the finding covers. */
const LONGEST_LINE = 200;

/** Reads a baseline file; undefined for what is none, or one of a version that is not known. */
export function readBaseline(text: string): Baseline | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value.version !== VERSION || !isRecord(value.findings)) return undefined;
    return { files: mapOf(value.findings, (rules) => mapOf(rules, (lines) => mapOf(lines, countOf))) };
  } catch {
    return undefined;
  }
}

/** The text of a baseline file. Everything is in alphabetical order, one finding's line on each line, for small diffs. */
export function writeBaseline({ files }: Baseline): string {
  const findings = objectOf(files, (rules) => objectOf(rules, (lines) => objectOf(lines, (count) => count)));
  return `${JSON.stringify({ version: VERSION, findings }, undefined, 2)}\n`;
}

/** The baseline of all that was found; each file with its path, its text, and its findings. */
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

/** Takes those of a file's findings away that the baseline has, from the top of the file. */
export function applyBaseline(
  { files }: Baseline,
  file: string,
  text: string,
  findings: readonly Finding[],
): Baselined {
  const rules = files.get(file);
  if (!rules) return { findings, silenced: 0, stale: [] };
  const left = new Map([...rules].map(([rule, lines]) => [rule, new Map(lines)]));
  const lines = new LineIndex(text);
  const reported = findings.filter((finding) => {
    const counts = left.get(finding.rule);
    const line = counts && lineOf(finding, text, lines);
    const count = line === undefined ? 0 : (counts?.get(line) ?? 0);
    if (line === undefined || count === 0) return true;
    counts?.set(line, count - 1);
    return false;
  });
  return { findings: reported, silenced: findings.length - reported.length, stale: leftOver(file, left) };
}

function leftOver(file: string, left: ReadonlyMap<string, ReadonlyMap<string, number>>): StaleEntry[] {
  return [...left].flatMap(([rule, lines]) =>
    [...lines].filter(([, count]) => count > 0).map(([line, count]) => ({ file, rule, line, count })),
  );
}

/** What stands in the finding's first line, without the blanks around it. */
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

/** More findings than a file has room for: what is larger was not written by this program. */
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

/** Sorted by code units, which is the same on every machine. `fromEntries` makes an own property of any name. */
function objectOf<Value, Made>(
  map: ReadonlyMap<string, Value>,
  make: (value: Value) => Made,
): Record<string, Made> {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, make(value)]));
}
