/**
 * JSON Schemas of the resources that Linkerd reads and of the values of its charts, for editors and tools that know JSON
 * Schema: yaml-language-server, kubeconform, Helm.
 *
 * What the linter takes for unknown or lets pass is let pass here too. Both come from the same source, so they agree.
 */

const DRAFT = 'http://json-schema.org/draft-07/schema#';
const RESOURCES = 'schema/resources';
const CHARTS = 'schema/charts';
/** Nothing else is in them. */
export const SCHEMA_FOLDERS = [RESOURCES, CHARTS];

const ALL = 'schema/resources/linkerd.json';

/** Keys at the top of any chart's values that Helm, or a chart around it, reads. */
const ANYWHERE = ['global', 'tags', 'enabled', 'partials'];

/**
 * Paths and contents of all schemas.
 *
 * @param {import('./catalogue.mjs').Catalogue} catalogue
 * @returns {[path: string, content: string][]}
 */
export function jsonSchemas({ schemas }) {
  const resources = schemas.resourceKinds().flatMap((kind) =>
    kind.versions.map((version) => {
      const path = `${kind.group}/${kind.kind.toLowerCase()}_${version.name}.json`;
      return { kind, version, path, schema: resourceSchema(kind, version, schemas) };
    }),
  );
  return [
    ...resources.map(({ path, schema }) => [`${RESOURCES}/${path}`, json(schema)]),
    ...schemas
      .allCharts()
      .map((chart) => [`${CHARTS}/${chart.name}.values.json`, json(chartSchema(chart, schemas))]),
    [ALL, json(selection(resources))],
  ];
}

/** One schema that picks another one by API version and kind, and lets all other resources pass. */
function selection(resources) {
  return {
    $schema: DRAFT,
    title: 'Resources that Linkerd reads',
    allOf: resources.map(({ kind, version, path }) => ({
      if: {
        type: 'object',
        properties: { apiVersion: { const: `${kind.group}/${version.name}` }, kind: { const: kind.kind } },
        required: ['apiVersion', 'kind'],
      },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { $ref: path },
    })),
  };
}

function resourceSchema(kind, version, { fieldText, kindText }) {
  const writer = new SchemaWriter((path) => fieldText(kind, path), resourceType);
  const { properties = {}, required = [] } = writer.write(version.schema, []);
  return {
    $schema: DRAFT,
    title: `${kind.kind} ${kind.group}/${version.name}`,
    description: kindText(kind),
    type: 'object',
    properties: {
      apiVersion: { const: `${kind.group}/${version.name}` },
      kind: { const: kind.kind },
      metadata: { type: 'object' },
      ...properties,
      status: {},
    },
    required: ['apiVersion', 'kind', ...required],
    additionalProperties: false,
    ...writer.definitions,
  };
}

function chartSchema(chart, { chartText, valueText, wordsOfValue }) {
  const names = (path) => path.map(({ name }) => name).join('.');
  const words = (path, field) => wordsOfValue(chart, path, field).map(({ value }) => value);
  const writer = new SchemaWriter(
    (path) => valueText(chart.name, path),
    valueType,
    (path, field) => (field.schema.kind === 'string' && isClosed(names(path)) ? words(path, field) : []),
  );
  const { properties } = writer.write(chart.schema, []);
  return {
    $schema: DRAFT,
    title: `Values of ${chart.name}`,
    description: chartText(chart.name),
    type: 'object',
    properties: { ...properties, ...Object.fromEntries(ANYWHERE.map((name) => [name, {}])) },
    patternProperties: { '^(x-|[._$])': {} },
    additionalProperties: false,
    ...writer.definitions,
  };
}

/** Whether only the words may be written; a log level may also be a filter of modules. */
function isClosed(path) {
  return !/(?:^|\.)logLevel$/.test(path);
}

/** Writes the schemas of one resource or chart. Types that hold themselves become definitions. */
class SchemaWriter {
  #textOf;
  #typeOf;
  #wordsOf;
  #definitions = {};
  #names = new Map();

  constructor(textOf, typeOf, wordsOf = () => []) {
    this.#textOf = textOf;
    this.#typeOf = typeOf;
    this.#wordsOf = wordsOf;
  }

  get definitions() {
    return Object.keys(this.#definitions).length === 0 ? {} : { definitions: this.#definitions };
  }

  write(schema, path) {
    if (!schema.isList) return this.#single(schema, path);
    const { minItems, maxItems } = schema.limits;
    const items = this.#single(schema, path);
    return clean({ type: this.#typeOf('array'), items, minItems, maxItems });
  }

  #single(schema, path) {
    const { kind, fields, limits } = schema;
    if (kind === 'object' || (kind === 'map' && fields.size > 0)) return this.#object(schema, path);
    return clean({
      type: this.#typeOf(kind === 'map' ? 'object' : kind),
      enum: limits.enum,
      pattern: limits.pattern?.expression.source,
      minLength: limits.minLength,
      maxLength: limits.maxLength,
      minimum: limits.minimum,
      maximum: limits.maximum,
    });
  }

  #object(schema, path) {
    if (!holdsItself(schema)) return this.#fields(schema, path);
    let name = this.#names.get(schema.fields);
    if (name === undefined) {
      name = path.at(-1)?.name ?? 'root';
      while (name in this.#definitions) name += '_';
      this.#names.set(schema.fields, name);
      this.#definitions[name] = {};
      this.#definitions[name] = this.#fields(schema, path);
    }
    return { $ref: `#/definitions/${name}` };
  }

  #fields({ kind, fields, limits }, path) {
    const properties = [...fields.values()].map((field) => [field.name, this.#field(field, path)]);
    const required = [...fields.values()].filter(({ isRequired }) => isRequired).map(({ name }) => name);
    return clean({
      type: this.#typeOf('object'),
      properties: Object.fromEntries(properties),
      required: required.length === 0 ? undefined : required,
      oneOf: limits.oneOf?.map((name) => ({ required: [name] })),
      additionalProperties: kind === 'map' ? undefined : false,
    });
  }

  #field(field, above) {
    const path = [...above, { name: field.name, isItem: field.schema.isList }];
    const words = this.#wordsOf(path, field);
    const written = this.write(field.schema, path);
    const { default: standard } = field.schema.limits;
    const facts = clean({
      description: this.#textOf(path),
      default: standard,
      deprecated: field.until === undefined ? undefined : true,
      enum: words.length > 1 ? ['', ...words.filter((word) => word !== ''), null] : undefined,
    });
    // Draft 7 reads nothing beside a reference.
    return '$ref' in written
      ? { ...facts, allOf: [written] }
      : { ...facts, ...written, ...(facts.enum && { enum: facts.enum }) };
  }
}

/** Whether a type has itself in it, at any depth. */
function holdsItself({ fields }) {
  const seen = new Set();
  const reaches = (inner) => {
    if (seen.has(inner)) return false;
    seen.add(inner);
    return [...inner.values()].some(({ schema }) => schema.fields === fields || reaches(schema.fields));
  };
  return reaches(fields);
}

/** What JSON Schema calls a kind of value; undefined for any. */
function resourceType(kind) {
  if (kind === 'any') return undefined;
  return kind === 'int-or-string' ? ['integer', 'string'] : kind;
}

/** Templates print scalars as they are, and a key without a value leaves the chart's default. */
function valueType(kind) {
  if (kind === 'any') return undefined;
  if (kind === 'string') return ['string', 'number', 'boolean', 'null'];
  if (kind === 'number' || kind === 'integer') return ['number', 'string', 'null'];
  return [kind, 'null'];
}

function clean(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function json(value) {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}
