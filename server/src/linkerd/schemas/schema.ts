/** The type that the API server expects of a value; `map` is an object with any keys, `any` is not checked. */
export type ValueKind =
  | 'object'
  | 'map'
  | 'any'
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'int-or-string';

/** A regular expression of a CRD, with a name that `describeSchema.ts` puts into words. */
export interface NamedPattern {
  readonly name: string;
  readonly expression: RegExp;
}

/** Limits of a value, as in OpenAPI; for a list those of its items, except `minItems` and `maxItems`. */
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
  /** The value that the API server fills in, or a chart's default. */
  readonly default?: unknown;
  /** The previous default. */
  readonly before?: unknown;
  /** Of these fields, exactly one is required. */
  readonly oneOf?: readonly string[];
  /** Whether a reference to a Service must name its port. */
  readonly portForService?: boolean;
}

/** What a value of a resource may be. */
export interface Schema {
  readonly kind: ValueKind;
  /** Whether it is a list of such values. */
  readonly isList: boolean;
  readonly limits: Limits;
  /** The fields of an object, or of the objects in a list, by name. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** A field of an object. Its releases are Linkerd's, or for the Gateway API's resources the Gateway API's. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  /** The first release that has it, if later than the API version's. */
  readonly since: string | undefined;
  /** The last release that has it, if it was removed. */
  readonly until: string | undefined;
  /** The release that introduced the default, if there was another one before. */
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
  /** The first release that serves it; undefined if that is older than all known ones. */
  readonly since: string | undefined;
  /** The last release that serves it, if it was removed. */
  readonly until: string | undefined;
  /** The first release that marks it as deprecated. */
  readonly deprecated: string | undefined;
  /** Whether the newest release stores this version. */
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
