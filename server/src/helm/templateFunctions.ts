import type { Effort } from './effort.ts';
import {
  entryOf,
  type GoMapEntry,
  type GoValue,
  goBoolean,
  goInt,
  goMarked,
  goText,
  isTrue,
  mapOf,
  NIL,
  printed,
  textOf,
  UNKNOWN,
} from './goValues.ts';
import { toYaml } from './goYaml.ts';
import {
  convertMarked,
  indentMarked,
  joinMarked,
  type MarkedText,
  quoteMarked,
  sliceMarked,
  unmarked,
} from './markedText.ts';

/**
 * A function of Helm's templates. Gives UNKNOWN where it would fail, too. It spends what it takes beyond a look at the texts
 * of its arguments and their items, which the caller has paid.
 */
export type TemplateFunction = (args: readonly GoValue[], effort: Effort) => GoValue;

/** Code units of a text that a function makes. */
const LONGEST_RESULT = 200_000;

/** Code units of a text that is looked for in others, and characters of a set. */
const LONGEST_PART = 100;

/** What `strings.TrimSpace` removes, of ASCII. */
const SPACE = ' \t\n\v\f\r';

/** Spaces of an indentation; far more than people write. */
const DEEPEST_INDENT = 200;

/** The functions that are known, of Go (`text/template/funcs.go`), sprig v3 and Helm (`pkg/engine/funcs.go`). */
export function templateFunction(name: string): TemplateFunction | undefined {
  return FUNCTIONS.get(name);
}

const FUNCTIONS = new Map<string, TemplateFunction>([
  // Go
  ['and', (args) => chosen(args, false)],
  ['or', (args) => chosen(args, true)],
  ['not', only((value) => known(isTrue(value), (truth) => goBoolean(!truth)))],
  ['eq', equal],
  ['ne', (args) => (args.length === 2 ? negated(equal(args)) : UNKNOWN)],
  ['lt', comparing((a, b) => a < b)],
  ['le', comparing((a, b) => a <= b)],
  ['gt', comparing((a, b) => a > b)],
  ['ge', comparing((a, b) => a >= b)],
  ['len', only(lengthOf)],
  ['index', indexed],
  ['print', (args) => joinedTexts(args)],
  ['printf', formatted],
  // sprig: texts
  ['quote', (args) => quoted(args, goQuoted)],
  ['squote', (args) => quoted(args, (text) => quoteMarked(text, "'"))],
  ['toString', only((value) => textValue(stringOf(value)))],
  ['trim', withText((text) => withoutCharacters(text, SPACE))],
  ['trimSuffix', withArgument((text, suffix) => withoutEnd(text, suffix))],
  ['trimPrefix', withArgument((text, prefix) => withoutStart(text, prefix))],
  ['trimAll', seekingShort(withArgument((text, set) => withoutCharacters(text, set)))],
  ['trunc', truncated],
  ['lower', withText((text) => convertMarked(text, text.text.toLowerCase()))],
  ['upper', withText((text) => convertMarked(text, text.text.toUpperCase()))],
  ['replace', seekingShort(replaced)],
  ['contains', seekingShort(withTexts((part, text) => text.includes(part)))],
  ['hasPrefix', withTexts((part, text) => text.startsWith(part))],
  ['hasSuffix', withTexts((part, text) => text.endsWith(part))],
  ['indent', indented('')],
  ['nindent', indented('\n')],
  ['join', joined],
  // sprig: values
  ['default', defaulted],
  ['empty', only((value) => known(isTrue(value), (truth) => goBoolean(!truth)))],
  ['coalesce', coalesced],
  ['ternary', ternary],
  ['list', (args) => ({ kind: 'list', items: args })],
  ['tuple', (args) => ({ kind: 'list', items: args })],
  ['dict', dictionary],
  ['get', ([map, key]) => foundIn(map, key) ?? goText('')],
  ['hasKey', hasKey],
  ['kindIs', kindIs],
  ['int', only(wholeNumber)],
  ['int64', only(wholeNumber)],
  // Helm
  ['toYaml', only((value, effort) => textValue(toYaml(value, effort)))],
  ['required', required],
]);

function only(find: (value: GoValue, effort: Effort) => GoValue): TemplateFunction {
  return (args, effort) => (args.length === 1 ? find(args[0] as GoValue, effort) : UNKNOWN);
}

function known<Found>(found: Found | undefined, give: (found: Found) => GoValue): GoValue {
  return found === undefined ? UNKNOWN : give(found);
}

function textValue(text: MarkedText | undefined): GoValue {
  return text && text.text.length <= LONGEST_RESULT ? goMarked(text) : UNKNOWN;
}

/** sprig's `strval`; undefined for what is unknown and for collections. */
function stringOf(value: GoValue | undefined): MarkedText | undefined {
  if (value === undefined || value === UNKNOWN) return undefined;
  // `fmt.Sprintf("%v", nil)`
  return value.kind === 'nil' ? unmarked('<nil>') : printed(value);
}

function intOf(value: GoValue | undefined): number | undefined {
  return value !== undefined && value !== UNKNOWN && value.kind === 'int' ? value.value : undefined;
}

function withText(change: (text: MarkedText) => MarkedText | undefined): TemplateFunction {
  return only((value) => {
    const text = textOf(value);
    return text ? textValue(change(text)) : UNKNOWN;
  });
}

/** For functions whose text comes last, as in a pipeline. */
function withArgument(change: (text: MarkedText, argument: string) => MarkedText): TemplateFunction {
  return (args) => {
    const [argument, text] = args.map(textOf);
    return args.length === 2 && argument && text ? textValue(change(text, argument.text)) : UNKNOWN;
  };
}

function withTexts(holds: (a: string, b: string) => boolean): TemplateFunction {
  return (args) => {
    const [a, b] = args.map(textOf);
    return args.length === 2 && a && b ? goBoolean(holds(a.text, b.text)) : UNKNOWN;
  };
}

/** For functions that look for their first argument in another, which can take as long as both lengths multiplied. */
function seekingShort(find: TemplateFunction): TemplateFunction {
  return (args, effort) => {
    const length = textOf(args[0])?.text.length ?? 0;
    return length > LONGEST_PART ? UNKNOWN : find(args, effort);
  };
}

/** The first argument whose truth is `wanted`, or else the last. */
function chosen(args: readonly GoValue[], wanted: boolean): GoValue {
  for (const [index, value] of args.entries()) {
    if (index === args.length - 1) return value;
    const truth = isTrue(value);
    if (truth === undefined) return UNKNOWN;
    if (truth === wanted) return value;
  }
  return UNKNOWN;
}

function negated(value: GoValue): GoValue {
  return value !== UNKNOWN && value.kind === 'boolean' ? goBoolean(!value.value) : UNKNOWN;
}

/** Whether the first equals one of the others. Values of two types fail, unless one is nil. */
function equal([first, ...others]: readonly GoValue[]): GoValue {
  if (first === undefined || first === UNKNOWN || others.length === 0) return UNKNOWN;
  let isEqual = false;
  for (const other of others) {
    if (other === UNKNOWN || isCollection(first) || isCollection(other)) return UNKNOWN;
    if (first.kind === other.kind) isEqual ||= contentOf(first) === contentOf(other);
    else if (first.kind !== 'nil' && other.kind !== 'nil') return UNKNOWN;
    if (isEqual) return goBoolean(true);
  }
  return goBoolean(false);
}

function isCollection(value: Exclude<GoValue, typeof UNKNOWN>): boolean {
  return value.kind === 'map' || value.kind === 'list';
}

function contentOf(value: Exclude<GoValue, typeof UNKNOWN>): unknown {
  return value.kind === 'text' ? value.text : 'value' in value ? value.value : undefined;
}

function comparing(holds: (a: number, b: number) => boolean): TemplateFunction {
  return ([a, b, ...rest]) => {
    if (a === undefined || b === undefined || a === UNKNOWN || b === UNKNOWN || rest.length > 0)
      return UNKNOWN;
    const areNumbers = a.kind === b.kind && (a.kind === 'int' || a.kind === 'float');
    return areNumbers ? goBoolean(holds(contentOf(a) as number, contentOf(b) as number)) : UNKNOWN;
  };
}

function lengthOf(value: GoValue): GoValue {
  if (value === UNKNOWN) return UNKNOWN;
  if (value.kind === 'list') return goInt(value.items.length);
  if (value.kind === 'map') return value.isOpen ? UNKNOWN : goInt(value.entries.size);
  // Go counts bytes.
  return value.kind === 'text' && isAscii(value.text) ? goInt(value.text.length) : UNKNOWN;
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  return /^[\x00-\x7F]*$/.test(text);
}

function indexed([of, ...keys]: readonly GoValue[]): GoValue {
  let found = of ?? UNKNOWN;
  for (const key of keys) {
    if (found === UNKNOWN || key === UNKNOWN) return UNKNOWN;
    if (found.kind === 'list') {
      found = (key.kind === 'int' ? found.items[key.value] : undefined) ?? UNKNOWN;
      continue;
    }
    // A missing key of a map gives nil; one of nil fails.
    found = foundIn(found, key) ?? NIL;
  }
  return found;
}

/** The entry of a map; undefined if it certainly has none, and unknown for anything else. */
function foundIn(value: GoValue | undefined, key: GoValue | undefined): GoValue | undefined {
  const map = mapOf(value);
  const name = textOf(key);
  return map && name ? entryOf(map, name.text) : UNKNOWN;
}

function hasKey([map, key]: readonly GoValue[]): GoValue {
  const entry = foundIn(map, key);
  return entry === UNKNOWN ? UNKNOWN : goBoolean(entry !== undefined);
}

/** Go puts a space between operands of `print` where neither is a string. */
function joinedTexts(args: readonly GoValue[]): GoValue {
  const texts = args.map((value) => textOf(value));
  return texts.every((text) => text !== undefined) ? textValue(joinMarked(texts, '')) : UNKNOWN;
}

/** `printf` with `%s` of strings, `%v`, `%q` of strings and `%d` of integers; others are rare. */
function formatted([format, ...args]: readonly GoValue[]): GoValue {
  const text = textOf(format);
  if (!text) return UNKNOWN;
  const parts: MarkedText[] = [];
  let at = 0;
  for (const match of text.text.matchAll(/%(.)?/gs)) {
    parts.push(sliceMarked(text, at, match.index));
    at = match.index + match[0].length;
    if (match[1] === '%') {
      parts.push(unmarked('%'));
      continue;
    }
    const part = formattedAs(match[1] ?? '', args.shift());
    if (!part) return UNKNOWN;
    parts.push(part);
  }
  parts.push(sliceMarked(text, at));
  return args.length === 0 ? textValue(joinMarked(parts)) : UNKNOWN;
}

function formattedAs(verb: string, value: GoValue | undefined): MarkedText | undefined {
  if (value === undefined || value === UNKNOWN) return undefined;
  if (verb === 'v') return stringOf(value);
  if (verb === 's') return textOf(value);
  if (verb === 'd') return value.kind === 'int' ? printed(value) : undefined;
  return verb === 'q' && value.kind === 'text' ? goQuoted(value) : undefined;
}

/** `quote` and `squote` leave out nil, and have a space between several. */
function quoted(args: readonly GoValue[], quote: (text: MarkedText) => MarkedText | undefined): GoValue {
  const parts: MarkedText[] = [];
  for (const value of args) {
    if (value !== UNKNOWN && value.kind === 'nil') continue;
    const text = stringOf(value);
    const part = text && quote(text);
    if (!part) return UNKNOWN;
    parts.push(part);
  }
  return textValue(joinMarked(parts, ' '));
}

/** Go's `%q` of what is ASCII. */
function goQuoted(text: MarkedText): MarkedText | undefined {
  if (!/^[\x20-\x7E\n\t\r]*$/.test(text.text)) return undefined;
  if (!/["\\\n\t\r]/.test(text.text)) return quoteMarked(text, '"');
  return convertMarked(text, JSON.stringify(text.text));
}

function withoutEnd(text: MarkedText, suffix: string): MarkedText {
  return text.text.endsWith(suffix) ? sliceMarked(text, 0, text.text.length - suffix.length) : text;
}

function withoutStart(text: MarkedText, prefix: string): MarkedText {
  return text.text.startsWith(prefix) ? sliceMarked(text, prefix.length) : text;
}

function withoutCharacters(text: MarkedText, set: string): MarkedText {
  let start = 0;
  let end = text.text.length;
  while (start < end && set.includes(text.text[start] as string)) start++;
  while (end > start && set.includes(text.text[end - 1] as string)) end--;
  return sliceMarked(text, start, end);
}

function truncated([length, text]: readonly GoValue[]): GoValue {
  const given = textOf(text);
  const most = intOf(length);
  if (most === undefined || !given || !isAscii(given.text)) return UNKNOWN;
  if (most < 0) return textValue(sliceMarked(given, Math.max(given.text.length + most, 0)));
  return textValue(sliceMarked(given, 0, Math.min(most, given.text.length)));
}

function replaced(args: readonly GoValue[], effort: Effort): GoValue {
  const [from, to, text] = args.map(textOf);
  if (args.length !== 3 || !from || !to || !text || from.text === '') return UNKNOWN;
  const parts = text.text.split(from.text);
  effort.spend(parts.length * to.text.length);
  return textValue(convertMarked(text, parts.join(to.text)));
}

function indented(before: string): TemplateFunction {
  return ([width, text], effort) => {
    const given = textOf(text);
    const columns = intOf(width);
    if (columns === undefined || columns < 0 || columns > DEEPEST_INDENT || !given) return UNKNOWN;
    effort.spend(columns * given.text.split('\n').length);
    return textValue(joinMarked([unmarked(before), indentMarked(given, ' '.repeat(columns))]));
  };
}

function joined([separator, list]: readonly GoValue[], effort: Effort): GoValue {
  const between = textOf(separator);
  if (!between || list === undefined || list === UNKNOWN || list.kind === 'map') return UNKNOWN;
  if (list.kind === 'list') effort.spend(list.items.length * between.text.length);
  const parts: MarkedText[] = [];
  // `strslice`: anything but a list counts as one item.
  for (const item of list.kind === 'list' ? list.items : [list]) {
    if (item !== UNKNOWN && item.kind === 'nil') continue;
    const text = stringOf(item);
    if (!text) return UNKNOWN;
    parts.push(text);
  }
  return textValue(joinMarked(parts, between.text));
}

function defaulted([otherwise, value]: readonly GoValue[]): GoValue {
  if (otherwise === undefined) return UNKNOWN;
  // `default "x"` alone gives the default.
  if (value === undefined) return otherwise;
  const truth = isTrue(value);
  return truth === undefined ? UNKNOWN : truth ? value : otherwise;
}

function coalesced(args: readonly GoValue[]): GoValue {
  for (const value of args) {
    const truth = isTrue(value);
    if (truth === undefined) return UNKNOWN;
    if (truth) return value;
  }
  return NIL;
}

function ternary([ifTrue, ifFalse, condition]: readonly GoValue[]): GoValue {
  if (condition === undefined || condition === UNKNOWN || condition.kind !== 'boolean') return UNKNOWN;
  return (condition.value ? ifTrue : ifFalse) ?? UNKNOWN;
}

function dictionary(args: readonly GoValue[]): GoValue {
  const entries = new Map<string, GoMapEntry>();
  for (let at = 0; at < args.length; at += 2) {
    const key = stringOf(args[at]);
    if (!key) return UNKNOWN;
    entries.set(key.text, { value: args[at + 1] ?? goText(''), key: undefined });
  }
  return { kind: 'map', entries, isOpen: false };
}

/** Go's kinds, as reflection names them. */
const KINDS: Readonly<Record<string, string>> = {
  text: 'string',
  float: 'float64',
  int: 'int',
  boolean: 'bool',
  map: 'map',
  list: 'slice',
  nil: 'invalid',
};

function kindIs([kind, value]: readonly GoValue[]): GoValue {
  const name = textOf(kind);
  if (!name || value === undefined || value === UNKNOWN) return UNKNOWN;
  return goBoolean(KINDS[value.kind] === name.text);
}

/** `cast.ToInt` of numbers and of digits; other texts give 0 or are read with a base. */
function wholeNumber(value: GoValue): GoValue {
  if (value === UNKNOWN) return UNKNOWN;
  if (value.kind === 'int') return value;
  if (value.kind === 'nil') return goInt(0);
  if (value.kind === 'boolean') return goInt(value.value ? 1 : 0);
  if (value.kind === 'float' && Math.abs(value.value) <= Number.MAX_SAFE_INTEGER)
    return { kind: 'int', value: Math.trunc(value.value), place: value.place };
  if (value.kind === 'text' && /^[1-9][0-9]{0,14}$/.test(value.text))
    return { kind: 'int', value: Number(value.text), place: value.marks[0]?.place };
  return UNKNOWN;
}

/** Fails without a value: then nothing is printed. */
function required([message, value]: readonly GoValue[]): GoValue {
  if (!textOf(message) || value === undefined || value === UNKNOWN) return UNKNOWN;
  return value.kind === 'nil' || (value.kind === 'text' && value.text === '') ? UNKNOWN : value;
}
