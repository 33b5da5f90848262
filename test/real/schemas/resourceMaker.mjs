/**
 * Resources made at random from the OpenAPI schemas of CustomResourceDefinitions: as they should be, or with one mistake
 * of a kind that people make. The same seed gives the same resources.
 */

/** Texts to fill in: some of them fit each pattern that there is. */
const TEXTS = [
  'web',
  'shop',
  'web.shop',
  '10s',
  '1m30s',
  '8080',
  'policy.linkerd.io',
  'Server',
  'Service',
  'web.shop.svc.cluster.local',
  '*.shop.serviceaccount.identity.linkerd.cluster.local',
  '*.example.com',
  'X-Request-Id',
  '/api',
  '10.0.0.0/8',
  '10.1.2.3',
  '500m',
  '1',
  'In',
  'https',
  'TCP',
  'a b',
  'Web_Shop',
  '-1',
  '',
  'https://example.com',
  'example.com',
];

/** Random numbers by the algorithm mulberry32. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes resources of one version of a definition. */
export class ResourceMaker {
  #random;

  constructor(random) {
    this.#random = random;
  }

  /** A resource, and what was done to it; undefined for nothing. */
  make({ spec }, version) {
    const { openAPIV3Schema: schema } = version.schema;
    const { spec: specSchema } = schema.properties;
    const resource = {
      apiVersion: `${spec.group}/${version.name}`,
      kind: spec.names.kind,
      // A route is only looked at where its document has to do with Linkerd.
      metadata: { name: 'web', labels: { app: 'linkerd' } },
      spec: specSchema ? this.#value(specSchema, 0) : {},
    };
    const mistake = this.#chance(0.6) ? this.#spoil(resource, specSchema) : undefined;
    return { resource, mistake };
  }

  #value(schema, depth) {
    if (schema.enum) return this.#pick(schema.enum);
    if (schema['x-kubernetes-int-or-string']) return this.#chance(0.5) ? this.#integer(schema) : 'http';
    if (schema.type === 'object' || schema.properties) return this.#object(schema, depth);
    if (schema.type === 'array') return this.#list(schema, depth);
    if (schema.type === 'integer') return this.#integer(schema);
    if (schema.type === 'number') return this.#chance(0.5) ? 0.2 : 2;
    if (schema.type === 'boolean') return this.#chance(0.5);
    return schema.type === 'string' ? this.#text(schema) : 'web';
  }

  #object({ properties = {}, required = [], oneOf, additionalProperties }, depth) {
    if (Object.keys(properties).length === 0) return additionalProperties ? { app: 'web' } : {};
    const choices = (oneOf ?? []).flatMap((choice) => choice.required ?? []);
    const chosen = choices.length > 0 ? this.#pick(choices) : undefined;
    const names = Object.keys(properties).filter((name) => {
      if (name === chosen || required.includes(name)) return true;
      return !choices.includes(name) && this.#chance(depth > 3 ? 0.1 : 0.4);
    });
    return Object.fromEntries(names.map((name) => [name, this.#value(properties[name], depth + 1)]));
  }

  #list({ items = {}, minItems = 0, maxItems = 3 }, depth) {
    const length = Math.min(maxItems, Math.max(minItems, 1 + Math.floor(this.#random() * 2)));
    return Array.from({ length }, () => this.#value(items, depth + 1));
  }

  #integer({ minimum = 1, maximum = 9000 }) {
    return minimum + Math.floor(this.#random() * Math.min(maximum - minimum + 1, 9000));
  }

  #text({ pattern, minLength = 0, maxLength = 1000, format }) {
    if (format === 'duration') return this.#pick(['10s', '1m30s', '500ms']);
    const expression = pattern === undefined ? undefined : new RegExp(pattern);
    const fitting = TEXTS.filter(
      (text) =>
        text.length >= minLength && text.length <= maxLength && (!expression || expression.test(text)),
    );
    return this.#pick(fitting.length > 0 ? fitting : ['web']);
  }

  /** Changes one thing in a resource, and says what. */
  #spoil(resource, specSchema) {
    const places = specSchema ? placesIn(resource, 'spec', specSchema) : [];
    if (places.length === 0) return undefined;
    const place = this.#pick(places);
    const ways = WAYS.filter(({ fits }) => fits(place));
    const way = this.#pick(ways);
    way.apply(place, this.#random);
    return `${way.name} at ${place.path}`;
  }

  #pick(list) {
    return list[Math.floor(this.#random() * list.length)];
  }

  #chance(share) {
    return this.#random() < share;
  }
}

/** Every value of a resource with its schema and with what it is in. */
function placesIn(parent, key, schema, path = String(key)) {
  const value = parent[key];
  const here = { parent, key, schema, value, path };
  if (Array.isArray(value))
    return [here, ...value.flatMap((_, index) => placesIn(value, index, schema.items ?? {}, `${path}[]`))];
  if (value === null || typeof value !== 'object') return [here];
  const nested = Object.keys(value).filter((name) => schema.properties?.[name]);
  return [
    here,
    ...nested.flatMap((name) => placesIn(value, name, schema.properties[name], `${path}.${name}`)),
  ];
}

const isObject = ({ schema, value }) =>
  schema.properties !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = ({ schema }) => schema.type === 'string';
const isNumber = ({ schema }) => schema.type === 'integer' || schema.type === 'number';

/** Mistakes that people make. */
const WAYS = [
  { name: 'unknown field', fits: isObject, apply: ({ value }) => (value.surplus = 'x') },
  {
    name: 'misspelt field',
    fits: (place) => isObject(place) && Object.keys(place.value).length > 0,
    apply: ({ value }, random) => {
      const names = Object.keys(value);
      const name = names[Math.floor(random() * names.length)];
      value[`${name.slice(0, -1)}${name.at(-1) === 's' ? '' : 's'}x`] = value[name];
      delete value[name];
    },
  },
  {
    name: 'missing field',
    fits: (place) => isObject(place) && (place.schema.required ?? []).some((name) => name in place.value),
    apply: ({ value, schema }, random) => {
      const names = schema.required.filter((name) => name in value);
      delete value[names[Math.floor(random() * names.length)]];
    },
  },
  {
    name: 'none or all of a choice',
    fits: (place) => isObject(place) && place.schema.oneOf !== undefined,
    apply: ({ value, schema }, random) => {
      const names = schema.oneOf.flatMap((choice) => choice.required ?? []);
      const all = random() < 0.5;
      for (const name of names) {
        if (!all) delete value[name];
        else value[name] ??= schema.properties[name].type === 'array' ? ['web'] : {};
      }
    },
  },
  { name: 'number for a text', fits: isText, apply: ({ parent, key }) => (parent[key] = 5) },
  { name: 'boolean for a text', fits: isText, apply: ({ parent, key }) => (parent[key] = true) },
  { name: 'text for a number', fits: isNumber, apply: ({ parent, key }) => (parent[key] = '80') },
  {
    name: 'fraction',
    fits: ({ schema }) => schema.type === 'integer',
    apply: ({ parent, key }) => (parent[key] = 1.5),
  },
  { name: 'negative number', fits: isNumber, apply: ({ parent, key }) => (parent[key] = -1) },
  { name: 'large number', fits: isNumber, apply: ({ parent, key }) => (parent[key] = 70_000) },
  {
    name: 'text for a boolean',
    fits: ({ schema }) => schema.type === 'boolean',
    apply: ({ parent, key }) => (parent[key] = 'true'),
  },
  { name: 'text for an object', fits: isObject, apply: ({ parent, key }) => (parent[key] = 'web') },
  { name: 'list for an object', fits: isObject, apply: ({ parent, key, value }) => (parent[key] = [value]) },
  {
    name: 'object for a list',
    fits: ({ schema, value }) => schema.type === 'array' && Array.isArray(value) && value.length > 0,
    apply: ({ parent, key, value }) => (parent[key] = value[0]),
  },
  {
    name: 'empty list',
    fits: ({ schema }) => schema.type === 'array',
    apply: ({ parent, key }) => (parent[key] = []),
  },
  {
    name: 'long list',
    fits: ({ schema, value }) => schema.maxItems !== undefined && schema.maxItems < 70 && value?.length > 0,
    apply: ({ parent, key, value, schema }) =>
      (parent[key] = Array.from({ length: schema.maxItems + 1 }, () => value[0])),
  },
  { name: 'other word', fits: isText, apply: ({ parent, key }) => (parent[key] = 'Somewhere_Else ') },
  {
    name: 'other case',
    fits: ({ schema, value }) => schema.enum !== undefined && typeof value === 'string',
    apply: ({ parent, key, value }) =>
      (parent[key] = value === value.toLowerCase() ? value.toUpperCase() : value.toLowerCase()),
  },
  { name: 'empty text', fits: isText, apply: ({ parent, key }) => (parent[key] = '') },
  { name: 'long text', fits: isText, apply: ({ parent, key }) => (parent[key] = 'a'.repeat(260)) },
  { name: 'null', fits: () => true, apply: ({ parent, key }) => (parent[key] = null) },
];
