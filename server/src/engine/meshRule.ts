import type { FieldPath, ResourceType } from '../facts/resourceFacts.ts';
import type { Environment } from '../linkerd/environment/environment.ts';
import type { Applied, AppliedResource } from '../mesh/appliedResource.ts';
import type { Mesh } from '../mesh/mesh.ts';
import type { Severity } from './finding.ts';
import type { RuleMetadata } from './rule.ts';

/** A field of a resource. */
interface Field {
  readonly resource: AppliedResource;
  readonly at: FieldPath;
}

/** A field that explains a finding, maybe in another file. */
export interface RelatedField extends Field {
  readonly message: string;
}

/**
 * What an edit does to a field.
 *
 * - `set`: gives a scalar another value, or a mapping the field that it lacks, with the mapping for that if need be
 * - `remove`: takes the field away
 * - `add`: gives a mapping fields that it lacks
 * - `append`: adds a mapping of numbers and words at the end of a sequence
 */
export type FieldChange =
  | { readonly kind: 'set'; readonly value: string | number }
  | { readonly kind: 'remove' }
  | { readonly kind: 'add'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'append'; readonly item: Readonly<Record<string, string | number>> };

/** An edit of a field. */
export interface FieldEdit extends Field {
  readonly change: FieldChange;
}

/** A change that removes a finding, maybe in another file. The user decides. */
export interface FieldFix {
  readonly title: string;
  readonly edits: readonly FieldEdit[];
  readonly isPreferred: boolean;
  /** A file to write, which a kustomization names from then on. */
  readonly configuration?: KustomizeConfiguration;
}

/** A file of `configurations` for the first of some folders that has a kustomization. Offered if there is none of its name. */
export interface KustomizeConfiguration {
  /** The URIs of files in one folder, if a kustomization there is preferred. */
  readonly beside: readonly string[];
  /** The path of a folder. */
  readonly root: string;
  readonly name: string;
  readonly text: string;
}

/** What a mesh rule reports about its subject; the engine adds the rest. */
export interface MeshRuleFinding {
  /** The field of the subject that the finding stands at. */
  readonly at: FieldPath;
  /** The field's value where nothing is said. */
  readonly part?: 'key' | 'value';
  readonly message: string;
  /** Instead of the rule's default, where this one is less grave; what people configure counts more. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedField[];
  readonly fixes?: readonly FieldFix[];
}

/**
 * A rule about what resources say of each other. It is asked about each resource of its types, and sees the others
 * through the mesh alone: values, never a text.
 */
export interface MeshRule<Type extends ResourceType = ResourceType> extends RuleMetadata {
  readonly subjects: readonly Type[];
  check(subject: Applied<Type>, mesh: Mesh, environment: Environment): Iterable<MeshRuleFinding>;
}
