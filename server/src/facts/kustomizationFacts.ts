import type { Known, Listing, StringMap } from './known.ts';

/** What a patch of a kustomization changes. */
export interface PatchFacts {
  /** The kind and name that it is for, as regular expressions; undefined for any. */
  readonly kind: Known<string | undefined>;
  readonly name: Known<string | undefined>;
  /** Whether a target says what it is for; otherwise the patch itself names it. */
  readonly hasTarget: boolean;
  /** The file that the patch is in, relative to the kustomization; undefined for an inline patch. */
  readonly file: Known<string | undefined>;
  /** Whether it may change a fact other than `annotations`. */
  readonly changesFacts: boolean;
  /** The keys of the annotations that it writes or removes: those that may be facts. */
  readonly annotations: readonly string[];
}

/** What a `kustomization.yaml` says of what is applied together, and of how it changes that. */
export interface KustomizationFacts {
  /** Files, folders and addresses: `resources` and `bases`. */
  readonly resources: Listing<Known<string>>;
  /** Folders and addresses of kustomizations that also change what this one reaches. */
  readonly components: Listing<Known<string>>;
  readonly isComponent: boolean;
  readonly patches: Listing<PatchFacts>;
  /** Replaces the namespace of every resource. */
  readonly namespace: Known<string | undefined>;
  readonly changesNames: boolean;
  readonly addsLabels: boolean;
  /** Written to all resources and pod templates: those that are facts. */
  readonly annotations: StringMap;
  /** Whether it makes or fetches resources that are in no file here. */
  readonly generates: boolean;
  /** Whether it changes resources in ways that are not followed here. */
  readonly transforms: boolean;
}

/** A folder that a Flux Kustomization or an Argo CD Application applies. */
export interface DeployedPath {
  /** From the repository's root, with a slash at its end; empty for the root itself. */
  readonly path: string;
  /** The namespace of resources that name none, or of all of them. */
  readonly namespace: Known<string | undefined>;
  /** Flux writes the namespace over others, and makes a kustomization of a folder that has none, with all that is below it. */
  readonly isFlux: boolean;
  /** The variables that Flux substitutes; incomplete where others come from a cluster. Undefined if it substitutes none. */
  readonly substitutions: StringMap | undefined;
  /** What it changes besides, as a kustomization around the one in the folder would; undefined if nothing. */
  readonly changes: KustomizationFacts | undefined;
}
