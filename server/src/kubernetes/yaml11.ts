import type { Scalar } from 'yaml';

/** What a plain scalar becomes when kubectl, Helm or the API server read it. */
export type ScalarKind = 'string' | 'null' | 'boolean' | 'number';

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);

/** The YAML 1.1 words that go-yaml resolves to booleans. The single letters `y` and `n` stay strings there. */
const BOOLEANS = new Set(
  ['true', 'false', 'yes', 'no', 'on', 'off'].flatMap((word) => [
    word,
    word[0]?.toUpperCase() + word.slice(1),
    word.toUpperCase(),
  ]),
);

const NUMBER = [
  /^[-+]?(?:0|[1-9][0-9]*)$/,
  /^[-+]?0[0-7]+$/,
  /^[-+]?0[xX][0-9a-fA-F]+$/,
  /^[-+]?0[oO][0-7]+$/,
  /^[-+]?0[bB][01]+$/,
  /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/,
  /^[-+]?\.(?:inf|Inf|INF)$/,
  /^\.(?:nan|NaN|NAN)$/,
];

/**
 * How a scalar's text is typed by `sigs.k8s.io/yaml` (go-yaml v2, `resolve.go`), which kubectl, Helm and kustomize
 * share. Quoted and block scalars and those tagged `!!str` are strings.
 */
export function scalarKind(node: Scalar): ScalarKind {
  const text = String(node.value ?? '');
  if (node.tag === 'tag:yaml.org,2002:str' || node.type !== 'PLAIN') return 'string';
  if (NULLS.has(text)) return 'null';
  if (BOOLEANS.has(text)) return 'boolean';
  const digits = text.replaceAll('_', '');
  return NUMBER.some((pattern) => pattern.test(digits)) ? 'number' : 'string';
}
