import type { FieldPath, ResourceType } from '../facts/resourceFacts.ts';
import type { Environment } from '../linkerd/environment.ts';
import type { Mesh } from '../mesh/mesh.ts';
import type { Resource, ResourceOf } from '../mesh/resource.ts';
import type { RuleMetadata } from './rule.ts';

/** A field of a resource. */
export interface Field {
  readonly resource: Resource;
  readonly at: FieldPath;
}

/** A field that explains a finding, maybe in another file. */
export interface RelatedField extends Field {
  readonly message: string;
}

/** Another value for a field that is a scalar, or the field removed. */
export interface FieldEdit extends Field {
  readonly value: string | undefined;
}

/** A change that removes a finding, maybe in another file. Somebody must choose it. */
export interface FieldFix {
  readonly title: string;
  readonly edits: readonly FieldEdit[];
  readonly isPreferred: boolean;
}

/** What a mesh rule reports about its subject; the engine adds the rest. */
export interface MeshRuleFinding {
  /** The field of the subject that the finding stands at. */
  readonly at: FieldPath;
  /** The field's value where nothing is said. */
  readonly part?: 'key' | 'value';
  readonly message: string;
  readonly related?: readonly RelatedField[];
  readonly fixes?: readonly FieldFix[];
}

/**
 * A rule about what resources say of each other. It is asked about each resource of its types, and sees the others
 * through the mesh alone: values, never a text.
 */
export interface MeshRule<Type extends ResourceType = ResourceType> extends RuleMetadata {
  readonly subjects: readonly Type[];
  check(subject: ResourceOf<Type>, mesh: Mesh, environment: Environment): Iterable<MeshRuleFinding>;
}
