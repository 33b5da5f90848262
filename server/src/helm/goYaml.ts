import { plainKind } from '../kubernetes/yaml11.ts';
import type { Effort } from './effort.ts';
import { formatFloat, type GoMap, type GoMapEntry, type GoValue, UNKNOWN } from './goValues.ts';
import { joinMarked, type MarkedText, markedAs, quoteMarked, unmarked } from './markedText.ts';

/** Code units of a scalar that is written on one line; go-yaml breaks longer ones at spaces. */
const LONGEST_LINE = 60;

/** Collections in collections; far more than people write. */
const DEEPEST = 100;

/**
 * What Helm's `toYaml` gives (`sigs.k8s.io/yaml`, which goes through JSON to go-yaml v2): keys sorted, lists not indented,
 * quotes where a plain scalar would be read as something else. Undefined for what is unknown, and for texts of several
 * lines and characters beyond ASCII.
 *
 * @throws OutOfEffort for collections that hold others again and again
 */
export function toYaml(value: GoValue, effort: Effort): MarkedText | undefined {
  const lines = linesOf(value, effort, 0);
  return lines && joinMarked(lines, '\n');
}

/** One line for a scalar or an empty collection. */
function linesOf(value: GoValue, effort: Effort, depth: number): MarkedText[] | undefined {
  if (value === UNKNOWN || depth > DEEPEST) return undefined;
  effort.spend(1);
  switch (value.kind) {
    case 'nil':
      return [unmarked('null')];
    case 'boolean':
      return [markedAs(String(value.value), value.place)];
    case 'int':
    case 'float': {
      const text = numberText(value.value);
      return text === undefined ? undefined : [markedAs(text, value.place)];
    }
    case 'text': {
      const line = scalarText(value);
      return line && [line];
    }
    case 'map':
      return mapLines(value, effort, depth + 1);
    default:
      return listLines(value.items, effort, depth + 1);
  }
}

/** JSON and then YAML: a whole number has no exponent up to 1e21, where JSON gets one. */
function numberText(value: number): string | undefined {
  if (Object.is(value, -0) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return undefined;
  return Number.isInteger(value) ? String(value) : formatFloat(value);
}

function mapLines({ entries, isOpen }: GoMap, effort: Effort, depth: number): MarkedText[] | undefined {
  if (isOpen) return undefined;
  if (entries.size === 0) return [unmarked('{}')];
  const lines: MarkedText[] = [];
  // Go sorts by bytes. For ASCII that is the same, and other keys are not written.
  for (const key of [...entries.keys()].sort()) {
    const { value, key: place } = entries.get(key) as GoMapEntry;
    const name = scalarText(markedAs(key, place));
    const inner = linesOf(value, effort, depth);
    if (!name || !inner || value === UNKNOWN) return undefined;
    effort.spend(weightOf(inner));
    const start = [name, unmarked(':')];
    if (!isFilled(value)) lines.push(joinMarked([...start, unmarked(' '), ...inner]));
    else if (value.kind === 'list') lines.push(joinMarked(start), ...inner);
    else lines.push(joinMarked(start), ...inner.map((line) => joinMarked([unmarked('  '), line])));
  }
  return lines;
}

function listLines(items: readonly GoValue[], effort: Effort, depth: number): MarkedText[] | undefined {
  if (items.length === 0) return [unmarked('[]')];
  const lines: MarkedText[] = [];
  for (const item of items) {
    const inner = linesOf(item, effort, depth);
    if (!inner) return undefined;
    effort.spend(weightOf(inner));
    for (const [index, line] of inner.entries())
      lines.push(joinMarked([unmarked(index === 0 ? '- ' : '  '), line]));
  }
  return lines;
}

/** What it costs to indent lines once more. */
function weightOf(lines: readonly MarkedText[]): number {
  return lines.reduce((sum, { text }) => sum + 1 + text.length, 0);
}

/** Whether a value is written on lines of its own. */
function isFilled(value: Exclude<GoValue, typeof UNKNOWN>): boolean {
  if (value.kind === 'map') return value.entries.size > 0;
  return value.kind === 'list' && value.items.length > 0;
}

/** A date. One with a time is not written. */
const DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$/;
const TIME = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt\s]/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** The style that go-yaml v2 chooses (`encode.go`, `emitterc.go`). */
function scalarText(marked: MarkedText): MarkedText | undefined {
  const { text } = marked;
  if (!/^[\x20-\x7E]*$/.test(text)) return undefined;
  if (text.length > LONGEST_LINE && (text.includes(' ') || text.length > 120)) return undefined;
  if (text === '') return unmarked('""');
  if (plainKind(text) !== 'string' || BASE_60.test(text) || DATE.test(text)) return quoteMarked(marked, '"');
  if (text === '<<' || TIME.test(text)) return undefined;
  if (mayBePlain(text)) return marked;
  return text.includes("'") ? unmarked(`'${text.replaceAll("'", "''")}'`) : quoteMarked(marked, "'");
}

/** Whether a text can stand without quotes in block style: `yaml_emitter_analyze_scalar`. */
function mayBePlain(text: string): boolean {
  if (/^ | $|^---|^\.\.\./.test(text)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text)) return false;
  return !/:(?:\s|$)|\s#/.test(text);
}
