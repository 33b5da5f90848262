import type { YamlScalar } from '../yaml/nodes.ts';

/** What a plain scalar becomes when kubectl, Helm or the API server read it. */
export type ScalarKind = 'string' | 'null' | 'boolean' | 'number';

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);

/** The words that YAML 1.1 has for booleans, each in three cases; go-yaml takes the single letters too. */
const BOOLEANS = new Set(
  ['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'].flatMap((word) => [
    word,
    word.charAt(0).toUpperCase() + word.slice(1),
    word.toUpperCase(),
  ]),
);

/** Numbers, underscores removed. A first underscore makes a string. */
const NUMBERS = [
  /^[-+]?(?:0|[1-9][0-9]*)$/,
  /^[-+]?0[0-7]+$/,
  /^[-+]?0[xX][0-9a-fA-F]+$/,
  /^[-+]?0[oO][0-7]+$/,
  /^[-+]?0[bB][01]+$/,
  /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/,
  /^[-+]?\.(?:inf|Inf|INF)$/,
  /^\.(?:nan|NaN|NAN)$/,
];

const CORE_TAG = 'tag:yaml.org,2002:';

/** What an explicit tag makes of a scalar; those that are not here, custom ones too, make a string. */
const TAGGED: Readonly<Record<string, ScalarKind>> = {
  [`${CORE_TAG}null`]: 'null',
  [`${CORE_TAG}bool`]: 'boolean',
  [`${CORE_TAG}int`]: 'number',
  [`${CORE_TAG}float`]: 'number',
};

/**
 * How a scalar's text is typed by `sigs.k8s.io/yaml` (go-yaml v2, `resolve.go`), which kubectl, Helm and kustomize
 * share. Quoted and block scalars are strings unless a tag says otherwise.
 */
export function scalarKind(node: YamlScalar): ScalarKind {
  if (node.tag !== undefined) return TAGGED[node.tag] ?? 'string';
  return node.style === 'plain' ? plainKind(node.value) : 'string';
}

/** The same for the text of a plain scalar without a tag. */
export function plainKind(text: string): ScalarKind {
  if (NULLS.has(text)) return 'null';
  if (BOOLEANS.has(text)) return 'boolean';
  const digits = text.startsWith('_') ? text : text.replaceAll('_', '');
  return NUMBERS.some((pattern) => pattern.test(digits)) ? 'number' : 'string';
}

/** Whether the text of a plain scalar without a tag is null. */
export function isNullWord(text: string): boolean {
  return NULLS.has(text);
}
