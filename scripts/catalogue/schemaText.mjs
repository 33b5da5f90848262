/** Writes schemas in the line format that `server/src/linkerd/schemas/schemaText.ts` reads. */

/**
 * A version of a kind with everything that is known of it.
 *
 * @typedef {object} Version
 * @property {string} name
 * @property {string} [since] the first release that serves it, if not all do
 * @property {string} [until] the last one
 * @property {string} [deprecated] the first release that calls it deprecated
 * @property {boolean} stored
 * @property {import('./crds.mjs').Node} node
 *
 * @typedef {{ kind: string, group: string, versions: Version[] }} Kind
 */

/**
 * Names for the regular expressions of the CRDs, which `describePattern.ts` puts into words.
 */
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const PATTERNS = new Map([
  [`^${LABEL}$`, 'dns-label'],
  [`^${LABEL}(\\.${LABEL})*$`, 'dns-name'],
  [`^$|^${LABEL}(\\.${LABEL})*$`, 'api-group'],
  [`^(\\*\\.)?${LABEL}(\\.${LABEL})*$`, 'hostname'],
  [`^(\\*|${LABEL})(\\.${LABEL})*$`, 'mesh-identity'],
  ['^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$', 'kind'],
  ["^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$", 'header-name'],
  ['^([0-9]{1,5}(h|m|s|ms)){1,4}$', 'gateway-duration'],
  ["^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$", 'url-path'],
  [
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
    'quantity',
  ],
]);

/** @param {readonly Kind[]} kinds @returns {string} */
export function writeSchemas(kinds) {
  const patterns = [...PATTERNS].map(([pattern, name]) => `pattern ${name} ${pattern}`);
  const names = nameShared(kinds.flatMap(({ versions }) => versions.map(({ node }) => node)));
  const types = [...names].flatMap(([key, name]) => {
    const node = keyToNode.get(key);
    return [`type ${name} ${describe(node)}`, ...fieldLines(node, names, 1)];
  });
  const written = kinds.flatMap(({ kind, group, versions }) => [
    `kind ${kind} ${group}`,
    ...versions.flatMap((version) => [versionLine(version), ...fieldLines(version.node, names, 2)]),
  ]);
  return [...patterns, ...types, ...written].join('\n');
}

function versionLine({ name, since, until, deprecated, stored, node }) {
  const words = [
    ` version ${name}`,
    since && `since=${since}`,
    until && `until=${until}`,
    deprecated && `deprecated=${deprecated}`,
    stored && 'stored',
    ...factWords(node.facts),
  ];
  return words.filter(Boolean).join(' ');
}

function fieldLines(node, names, depth) {
  return [...(node.fields ?? [])].flatMap(([name, field]) => {
    const shared = names.get(keyOf(field));
    const words = [
      `${' '.repeat(depth)}${name}${field.required ? '!' : ''}`,
      shared ? `&${shared}` : describe(field),
      field.since && `since=${field.since}`,
      field.until && `until=${field.until}`,
    ];
    return [words.filter(Boolean).join(' '), ...(shared ? [] : fieldLines(field, names, depth + 1))];
  });
}

function describe({ type, facts }) {
  return [type, ...factWords(facts)].join(' ');
}

function factWords(facts) {
  return Object.entries(facts).map(([name, value]) => `${name}=${factText(name, value)}`);
}

function factText(name, value) {
  if (name === 'format') return value;
  if (name !== 'pattern') return JSON.stringify(value);
  const known = PATTERNS.get(value);
  if (known === undefined) throw new Error(`The pattern ${value} has no name yet.`);
  return known;
}

const keyToNode = new Map();

/** What two fields have in common when the one may stand for the other. */
function keyOf({ type, facts, fields }) {
  const inner = [...(fields ?? [])].map(([name, field]) => [
    name,
    field.required,
    field.since,
    field.until,
    keyOf(field),
  ]);
  return JSON.stringify([type, facts, inner]);
}

/** Names the trees with fields that occur more than once, after the first field that has one. */
function nameShared(roots) {
  const counts = new Map();
  const count = (node, name) => {
    if (!node.fields?.size) return;
    const key = keyOf(node);
    keyToNode.set(key, node);
    const known = counts.get(key) ?? { name, uses: 0 };
    counts.set(key, { ...known, uses: known.uses + 1 });
    if (known.uses === 0) for (const [field, child] of node.fields) count(child, field);
  };
  for (const root of roots) for (const [name, field] of root.fields) count(field, name);
  const taken = new Set();
  const shared = [...counts].filter(([, { uses }]) => uses > 1);
  return new Map(shared.map(([key, { name }]) => [key, freeName(name, taken)]));
}

function freeName(name, taken) {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
}
