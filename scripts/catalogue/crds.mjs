/** The schemas in CustomResourceDefinitions of all releases, merged into one tree per API version. */
import { parseAllDocuments } from 'yaml';

/**
 * One version of a kind in a release.
 *
 * @typedef {object} VersionSchema
 * @property {string} kind
 * @property {string} group
 * @property {string} version
 * @property {boolean} served
 * @property {boolean} deprecated
 * @property {boolean} stored
 * @property {Node} schema
 */

/**
 * A node of a schema. `facts` are its limits, `fields` the properties of an object, or of the items of an array.
 *
 * @typedef {object} Node
 * @property {string} type
 * @property {Record<string, unknown>} facts
 * @property {Map<string, Field>} [fields]
 *
 * @typedef {Node & { required: boolean, since?: string, until?: string }} Field
 */

/** Limits that are copied unchanged. */
const FACTS = ['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'format', 'default'];
/** Limits of the list itself; all others apply to its items. */
const LIST_FACTS = ['minItems', 'maxItems'];

/** @param {string} text a file of a chart, templates masked @returns {VersionSchema[]} */
export function schemasIn(text) {
  return parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((crd) => crd?.kind === 'CustomResourceDefinition')
    .flatMap(({ spec }) =>
      spec.versions.map((version) => ({
        kind: spec.names.kind,
        group: spec.group,
        version: version.name,
        served: version.served,
        deprecated: version.deprecated === true,
        stored: version.storage,
        schema: readRoot(version.schema.openAPIV3Schema),
      })),
    );
}

/** Leaves out the fields of every resource, and those that controllers write. */
function readRoot(schema) {
  const node = readNode(schema);
  // Linkerd's CRDs misspelled one of these until edge-25.11.1.
  for (const name of ['apiVersion', 'apiVerson', 'kind', 'metadata']) node.fields.delete(name);
  const status = node.fields.get('status');
  if (status) node.fields.set('status', { type: 'any', facts: {}, required: false });
  return node;
}

/** What the one rule in CEL that is read here says. Before v0.8, the Gateway API's webhook said it. */
const PORT_FOR_SERVICE = 'Must have port for Service reference';

/** @returns {Node} */
function readNode(schema) {
  if (schema['x-kubernetes-int-or-string']) return { type: 'int-or-string', facts: limits(schema, FACTS) };
  if (schema.type === 'array') return readArray(schema);
  if (schema.type !== 'object') return { type: schema.type ?? 'any', facts: limits(schema, FACTS) };
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties;
  if (!schema.properties)
    return { type: isOpen ? 'map' : 'object', facts: {}, ...(isOpen ? {} : { fields: new Map() }) };
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties).map(([name, property]) => [
    name,
    { ...readNode(property), required: required.has(name) },
  ]);
  const facts = limits(schema, ['default']);
  const oneOf = schema.oneOf?.map((choice) => choice.required);
  if (oneOf?.every((names) => names?.length === 1)) facts.oneOf = oneOf.flat().sort();
  if (schema['x-kubernetes-validations']?.some(({ message }) => message === PORT_FOR_SERVICE))
    facts.portForService = true;
  return { type: isOpen ? 'map' : 'object', facts, fields: new Map(fields) };
}

function readArray(schema) {
  const items = readNode(schema.items);
  return { ...items, type: `[]${items.type}`, facts: { ...limits(schema, LIST_FACTS), ...items.facts } };
}

function limits(schema, names) {
  const known = names.filter((name) => schema[name] !== undefined && schema[name] !== null);
  return Object.fromEntries(known.map((name) => [name, schema[name]]));
}

/**
 * The schema of one version of a kind in a row of releases.
 *
 * @typedef {object} Period
 * @property {string} first the first release that has it
 * @property {string} last
 * @property {Node} node
 */

/**
 * Merges the schemas of consecutive releases into one tree. A field that was added or removed says when; a limit that
 * changed is left out with `isLoose`, otherwise the newest one is used.
 *
 * @param {readonly Period[]} periods oldest first, without gaps
 * @param {{ isLoose: boolean, onChange?: (path: string, what: string) => void }} options
 * @returns {Node}
 */
export function mergePeriods(periods, options, path = '') {
  const newest = periods.at(-1).node;
  const facts = { ...newest.facts };
  for (const name of new Set(periods.flatMap(({ node }) => Object.keys(node.facts)))) {
    const values = new Set(periods.map(({ node }) => JSON.stringify(node.facts[name])));
    if (values.size === 1) continue;
    options.onChange?.(path, `${name}: ${[...values].join(' → ')}`);
    if (options.isLoose && name !== 'portForService') delete facts[name];
  }
  const types = new Set(periods.map(({ node }) => node.type));
  if (types.size > 1) options.onChange?.(path, `type: ${[...types].join(' → ')}`);
  const merged = { type: options.isLoose && types.size > 1 ? 'any' : newest.type, facts };
  if (merged.type === 'any' || !newest.fields) return merged;
  const names = new Set(periods.toReversed().flatMap(({ node }) => [...(node.fields?.keys() ?? [])]));
  merged.fields = new Map(
    [...names].map((name) => [name, mergeField(periods, name, options, `${path}.${name}`)]),
  );
  return merged;
}

/** @returns {Field} */
function mergeField(periods, name, options, path) {
  const having = periods.flatMap(({ node, ...period }) => {
    const field = node.fields?.get(name);
    return field ? [{ ...period, node: field }] : [];
  });
  const required = new Set(having.map(({ node }) => node.required));
  if (required.size > 1) options.onChange?.(path, `required: ${[...required].join(' → ')}`);
  const field = mergePeriods(having, options, path);
  field.required = options.isLoose ? !required.has(false) : having.at(-1).node.required;
  if (having[0] && having[0].first !== periods[0].first) field.since = having[0].first;
  if (having.at(-1).last !== periods.at(-1).last) field.until = having.at(-1).last;
  return field;
}
