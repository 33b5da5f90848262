import type { ConfigKey, ConfigValue } from '../../config/configKeys.ts';
import { YamlDocument } from '../../yaml/document.ts';
import { isScalar, type YamlMap, type YamlScalar } from '../../yaml/nodes.ts';
import { CURSOR, type TextWithCursor, withCursor } from '../completion/cursor.ts';
import type { InsertPart } from '../completion/insertText.ts';
import type { Suggestion, Suggestions } from '../completion/suggestion.ts';
import { type ConfigPlace, findPlace } from './configPlace.ts';
import { type DescribedRule, wordsOf } from './configTexts.ts';

const NOTHING: Suggestions = { items: [], isIncomplete: false };

/** The keys and values that can be written at an offset of a configuration file. */
export function completeConfig(text: string, offset: number, rules: readonly DescribedRule[]): Suggestions {
  const typed = withCursor(text, offset);
  const place = typed && findPlace(new YamlDocument(typed.text), (node) => node.value.includes(CURSOR));
  if (!typed || !place) return NOTHING;
  const items = place.part === 'key' ? keys(place, typed, text, rules) : values(place, typed);
  return { items, isIncomplete: false };
}

function keys(
  { node, mapping, map }: Extract<ConfigPlace, { part: 'key' }>,
  typed: TextWithCursor,
  text: string,
  rules: readonly DescribedRule[],
): Suggestion[] {
  const range = typed.toOriginal(node);
  const present = presentKeys(map);
  const isInFlow = map?.isFlow === true;
  // The rest of the entry exists already.
  const isWhole = /^["']?[ \t]*:/.test(text.slice(range.end));
  const indent = /^[ \t]*(?:- +)*/.exec(text.slice(text.lastIndexOf('\n', range.start - 1) + 1))?.[0] ?? '';
  const inner = `\n${' '.repeat(indent.length + 2)}`;
  const suggest = (label: string, documentation: string, value: readonly InsertPart[]): Suggestion => ({
    label,
    detail: undefined,
    range,
    filterText: label,
    parts: isWhole ? [label] : [`${label}:`, ...value],
    isDeprecated: false,
    kind: 'key',
    entry: undefined,
    documentation,
  });
  const offered =
    mapping.kind === 'rules'
      ? rules.map(({ id, summary }) => suggest(id, summary, [' ', choicesOf('level')]))
      : mapping.keys.map((key) => suggest(key.name, key.description, valueParts(key, isInFlow, inner)));
  return offered.filter(({ label }) => !present.has(label));
}

/** The keys of the mapping, without the one that is being typed. */
function presentKeys(map: YamlMap | undefined): ReadonlySet<string> {
  const names = map?.entries.map(({ key }) => (isScalar(key) ? key.value : '')) ?? [];
  return new Set(names.filter((name) => !name.includes(CURSOR)));
}

/** The text after a key's colon. */
function valueParts({ value }: ConfigKey, isInFlow: boolean, inner: string): readonly InsertPart[] {
  switch (value.kind) {
    case 'setting':
    case 'switch':
      return [' ', choicesOf(value)];
    case 'rules':
    case 'mapping':
      return isInFlow ? [' {', { choices: [] }, '}'] : [inner, { choices: [] }];
    case 'mappings':
      return isInFlow ? [' [', { choices: [] }, ']'] : [`${inner}- files: [`, { choices: [] }, ']'];
    case 'globs':
      return [' [', { choices: [] }, ']'];
    case 'path':
      return [' ', { choices: ['.linkerd-lint-baseline.json'] }];
  }
}

function choicesOf(value: ConfigValue | 'level'): InsertPart {
  return { choices: wordsOf(value).map(({ text }) => text) };
}

function values(
  { node, value }: Extract<ConfigPlace, { part: 'value' }>,
  typed: TextWithCursor,
): Suggestion[] {
  const range = typed.toOriginal(node);
  return wordsOf(value).map(({ text, meaning }) => ({
    label: text,
    detail: undefined,
    range,
    filterText: text,
    parts: [written(text, node, typed)],
    isDeprecated: false,
    kind: 'value',
    entry: undefined,
    documentation: meaning,
  }));
}

/** In the existing quotes; no value needs quotes of its own. */
function written(text: string, { style }: YamlScalar, { lacksSpace }: TextWithCursor): string {
  const quote = style === 'double-quoted' ? '"' : style === 'single-quoted' ? "'" : '';
  return `${lacksSpace ? ' ' : ''}${quote}${text}${quote}`;
}
