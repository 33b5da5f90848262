/** What the API server takes a value for; `map` is an object with any keys, `any` is not looked into. */
export type ValueKind =
  | 'object'
  | 'map'
  | 'any'
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'int-or-string';

/** A regular expression of a CRD, under the name that `describePattern.ts` puts into words. */
export interface NamedPattern {
  readonly name: string;
  readonly expression: RegExp;
}

/** Limits of a value, as OpenAPI has them; those of a list's items, but for `minItems` and `maxItems`. */
export interface Limits {
  readonly enum?: readonly (string | number)[];
  readonly pattern?: NamedPattern;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** What the API server fills in, or what a chart has. */
  readonly default?: unknown;
  /** The default before that. */
  readonly before?: unknown;
  /** Fields of which there must be exactly one. */
  readonly oneOf?: readonly string[];
  /** Whether a reference to a Service must name its port. */
  readonly portForService?: boolean;
}

/** What may stand at a place of a resource. */
export interface Schema {
  readonly kind: ValueKind;
  /** Whether there is a list of such values. */
  readonly isList: boolean;
  readonly limits: Limits;
  /** The fields of an object, or of the objects in a list, by name. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** A field of an object. Releases are Linkerd's, or for its own resources the Gateway API's. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  /** The first release that has it, where the API version itself is older. */
  readonly since: string | undefined;
  /** The last release that had it. */
  readonly until: string | undefined;
  /** The release that brought the default, where there was another before. */
  readonly changed: string | undefined;
}

/** A Helm chart of Linkerd's, with the schema of its values. */
export interface Chart {
  readonly name: string;
  readonly schema: Schema;
}

/** One version of a resource's API. */
export interface ApiVersion {
  readonly name: string;
  /** The first release that serves it; undefined where it is older than all that were read. */
  readonly since: string | undefined;
  /** The last one, where it is gone. */
  readonly until: string | undefined;
  /** The first release that warns of it. */
  readonly deprecated: string | undefined;
  /** Whether the newest release stores it. */
  readonly isStored: boolean;
  /** The whole object, without `apiVersion`, `kind` and `metadata`. */
  readonly schema: Schema;
}

/** A kind of resource that Linkerd reads. */
export interface ResourceKind {
  readonly kind: string;
  readonly group: string;
  /** Oldest first. */
  readonly versions: readonly ApiVersion[];
}
