import type {
  ApiVersion,
  Chart,
  Field,
  Limits,
  NamedPattern,
  ResourceKind,
  Schema,
  ValueKind,
} from './schema.ts';

/**
 * Parses schemas from lines, nested by leading spaces:
 *
 *     pattern dns-label ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$
 *     type selector object                 a schema that several fields share
 *      matchLabels map
 *     kind Server policy.linkerd.io
 *      version v1beta3 since=edge-24.7.4 stored
 *       spec! object oneOf=["podSelector","externalWorkloadSelector"]
 *        podSelector &selector             `!` is required, `&` names a type, `[]` is a list of it
 *
 * The text is trusted: it is our own, and tests read all of it.
 */
export function readSchemas(text: string): readonly ResourceKind[] {
  return new SchemaReader(text).kinds;
}

/** Reads charts: a line `chart linkerd-viz` each, with their values below. */
export function readCharts(text: string): readonly Chart[] {
  return new SchemaReader(text).charts;
}

/** A line with the lines nested in it. */
interface Entry {
  readonly words: readonly string[];
  readonly nested: Entry[];
}

class SchemaReader {
  readonly kinds: ResourceKind[] = [];
  readonly charts: Chart[] = [];
  readonly #patterns = new Map<string, NamedPattern>();
  readonly #types = new Map<string, Entry>();
  readonly #schemas = new Map<string, Schema>();

  constructor(text: string) {
    const entries = readEntries(text);
    for (const { words, nested } of entries) {
      const [what, name = '', rest = ''] = words;
      if (what === 'pattern') this.#patterns.set(name, { name, expression: new RegExp(rest) });
      else if (what === 'type') this.#types.set(name, { words: words.slice(1), nested });
    }
    for (const { words, nested } of entries) {
      const [what, kind = '', group = ''] = words;
      if (what === 'chart')
        this.charts.push({ name: kind, schema: this.#schema({ words: [kind, 'object'], nested }) });
      if (what !== 'kind') continue;
      this.kinds.push({ kind, group, versions: nested.map((entry) => this.#version(entry)) });
    }
  }

  #version({ words, nested }: Entry): ApiVersion {
    const [, name = '', ...facts] = words;
    return {
      name,
      since: fact(facts, 'since'),
      until: fact(facts, 'until'),
      deprecated: fact(facts, 'deprecated'),
      isStored: facts.includes('stored'),
      schema: this.#schema({ words: [name, 'object', ...facts], nested }),
    };
  }

  #field(entry: Entry): Field {
    const [written = '', , ...facts] = entry.words;
    const isRequired = written.endsWith('!');
    return {
      name: isRequired ? written.slice(0, -1) : written,
      schema: this.#schema(entry),
      isRequired,
      since: fact(facts, 'since'),
      until: fact(facts, 'until'),
      changed: fact(facts, 'changed'),
    };
  }

  #schema({ words, nested }: Entry): Schema {
    const [, written = 'any', ...facts] = words;
    const isList = written.startsWith('[]');
    const type = isList ? written.slice(2) : written;
    if (type.startsWith('&')) {
      const shared = this.#shared(type.slice(1));
      return isList ? listOf(shared) : shared;
    }
    let fields: ReadonlyMap<string, Field> | undefined;
    const readFields = () => new Map(nested.map((entry) => this.#field(entry)).map((it) => [it.name, it]));
    return {
      kind: type as ValueKind,
      isList,
      limits: this.#limits(facts),
      get fields() {
        fields ??= readFields();
        return fields;
      },
    };
  }

  /** Fields are read lazily, because types may be recursive. */
  #shared(name: string): Schema {
    let schema = this.#schemas.get(name);
    if (!schema) {
      const entry = this.#types.get(name);
      if (!entry) throw new Error(`There is no type ${name}.`);
      schema = this.#schema(entry);
      this.#schemas.set(name, schema);
    }
    return schema;
  }

  #limits(facts: readonly string[]): Limits {
    const limits: Record<string, unknown> = {};
    for (const written of facts) {
      const [name = '', value] = split(written);
      if (value === undefined || RELEASES.has(name)) continue;
      if (name === 'pattern') limits.pattern = this.#patterns.get(value);
      else limits[name] = name === 'format' ? value : JSON.parse(value);
    }
    return limits;
  }
}

function listOf(shared: Schema): Schema {
  return {
    kind: shared.kind,
    isList: true,
    limits: shared.limits,
    get fields() {
      return shared.fields;
    },
  };
}

const RELEASES = new Set(['since', 'until', 'deprecated', 'changed']);

/** Words are separated by one space. The JSON of a fact has no spaces, because none of its strings has one. */
function readEntries(text: string): Entry[] {
  const top: Entry[] = [];
  const levels = [top];
  for (const line of text.split('\n')) {
    const depth = line.search(/\S/);
    const entry = { words: line.trim().split(' '), nested: [] };
    levels[depth]?.push(entry);
    levels.splice(depth + 1, levels.length, entry.nested);
  }
  return top;
}

function fact(facts: readonly string[], name: string): string | undefined {
  const found = facts.find((written) => written.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

function split(written: string): [name: string, value: string | undefined] {
  const at = written.indexOf('=');
  return at === -1 ? [written, undefined] : [written.slice(0, at), written.slice(at + 1)];
}
