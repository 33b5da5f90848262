import { memoizeByObject } from '../caching/memoizeByObject.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/nodes.ts';
import { branchAround } from '../yaml/template/controlFlow.ts';
import { child, descend, entryOf } from '../yaml/walkEntries.ts';
import { isCompletePod } from './completePod.ts';
import type { MetadataEntry } from './metadataEntry.ts';
import type { Resource } from './resource.ts';
import { booleanOf, integerOf } from './scalarValues.ts';

/** A value of a pod that is certain. */
export interface Fact<Value> {
  readonly value: Value;
  /** Where it is written; undefined for Kubernetes' default. */
  readonly range: TextRange | undefined;
}

/** One port of a container. A field that a template decides is undefined. */
export interface ContainerPort {
  readonly number: number | undefined;
  readonly name: string | undefined;
  /** `TCP` if it is not written. */
  readonly protocol: string | undefined;
  readonly range: TextRange;
}

/** A container of a pod. A field that a template decides is undefined. */
export interface Container {
  readonly name: string | undefined;
  readonly ports: readonly ContainerPort[];
  /** Undefined if it is not written or not certain. */
  readonly runAsUser: Fact<number> | undefined;
  readonly range: TextRange;
}

/**
 * A pod as far as it is written. A field is undefined if a template, an alias or a patch decides it. Each field is read
 * on demand, because most rules need only one.
 */
export interface Pod {
  /** The kind of the resource that it is written in. */
  readonly ownerKind: string | undefined;
  readonly spec: YamlMap | undefined;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  /** Undefined if it is not written. */
  readonly hostNetwork: Fact<boolean> | undefined;
  /** Written, or Kubernetes' default. */
  readonly terminationGracePeriodSeconds: Fact<number> | undefined;
  /** Of the pod's own `securityContext`. */
  readonly runAsUser: Fact<number> | undefined;
  /** Whether the spec is complete: no template and no patch adds to it. */
  readonly isComplete: boolean;
}

/** The pod that a metadata entry belongs to; undefined if it is not on a pod, or the pod is not written out. */
export const podAround = memoizeByObject(
  ({ placement, document, owner, resource, key }: MetadataEntry): Pod | undefined =>
    placement === 'pod' && owner ? readPod(document, owner, resource, key.range.start) : undefined,
);

/**
 * Reads a Pod or a pod template.
 *
 * @param at an offset; values that a template writes under other conditions than the text there are not certain
 */
export function readPod(
  document: YamlDocument,
  pod: YamlMap,
  resource: Resource | undefined,
  at: number,
): Pod {
  return new WrittenPod(document, pod, resource, new FactReader(document, branchAround(document, at)));
}

/** How long the kubelet waits for a pod that says nothing of it, in seconds (Kubernetes `pkg/apis/core/v1/defaults.go`). */
export const GRACE_PERIOD = 30;

class WrittenPod implements Pod {
  readonly ownerKind: string | undefined;
  readonly spec: YamlMap | undefined;
  readonly #document: YamlDocument;
  readonly #pod: YamlMap;
  readonly #resource: Resource | undefined;
  readonly #reader: FactReader;

  constructor(document: YamlDocument, pod: YamlMap, resource: Resource | undefined, reader: FactReader) {
    const spec = child(pod, 'spec');
    this.ownerKind = resource?.kind;
    this.spec = isMap(spec) ? spec : undefined;
    this.#document = document;
    this.#pod = pod;
    this.#resource = resource;
    this.#reader = reader;
  }

  get containers(): readonly Container[] {
    return containersOf(this.#reader, this.spec, 'containers');
  }

  get initContainers(): readonly Container[] {
    return containersOf(this.#reader, this.spec, 'initContainers');
  }

  get hostNetwork(): Fact<boolean> | undefined {
    return this.#reader.read(booleanOf, this.spec, ['hostNetwork']);
  }

  get terminationGracePeriodSeconds(): Fact<number> | undefined {
    const keys = ['terminationGracePeriodSeconds'];
    const written = this.#reader.read(integerOf, this.spec, keys);
    if (written || this.#reader.has(this.spec, keys) || !this.isComplete) return written;
    return { value: GRACE_PERIOD, range: undefined };
  }

  get runAsUser(): Fact<number> | undefined {
    return this.#reader.read(integerOf, this.spec, ['securityContext', 'runAsUser']);
  }

  get isComplete(): boolean {
    return isCompletePod(this.#document, this.#pod, this.#resource);
  }
}

type Read<Value> = (scalar: YamlScalar) => Value | undefined;

/** Reads values that a template writes under the same conditions as the annotation. */
class FactReader {
  readonly #document: YamlDocument;
  readonly #branch: number | undefined;

  constructor(document: YamlDocument, branch: number | undefined) {
    this.#document = document;
    this.#branch = branch;
  }

  read<Value>(
    read: Read<Value>,
    node: YamlNode | undefined,
    keys: readonly string[],
  ): Fact<Value> | undefined {
    const scalar = descend(node, keys);
    if (!isScalar(scalar) || !this.isCertain(scalar)) return undefined;
    const value = read(scalar);
    return value === undefined ? undefined : { value, range: { start: scalar.start, end: scalar.end } };
  }

  has(node: YamlNode | undefined, keys: readonly string[]): boolean {
    return keys.length > 0 && entryOf(descend(node, keys.slice(0, -1)), keys.at(-1) ?? '') !== undefined;
  }

  isCertain(range: TextRange): boolean {
    return !this.#document.isTemplated(range) && branchAround(this.#document, range.start) === this.#branch;
  }
}

function containersOf(reader: FactReader, spec: YamlMap | undefined, key: string): Container[] {
  const items = child(spec, key);
  if (!isSequence(items)) return [];
  return items.items.filter(isMap).map((node) => ({
    name: reader.read(textOf, node, ['name'])?.value,
    ports: portsOf(reader, node),
    runAsUser: reader.read(integerOf, node, ['securityContext', 'runAsUser']),
    range: { start: node.start, end: node.end },
  }));
}

function portsOf(reader: FactReader, container: YamlMap): ContainerPort[] {
  const ports = child(container, 'ports');
  if (!isSequence(ports)) return [];
  return ports.items.filter(isMap).map((node) => ({
    number: reader.read(integerOf, node, ['containerPort'])?.value,
    name: reader.read(textOf, node, ['name'])?.value,
    protocol: reader.has(node, ['protocol']) ? reader.read(textOf, node, ['protocol'])?.value : 'TCP',
    range: { start: node.start, end: node.end },
  }));
}

function textOf({ value }: YamlScalar): string {
  return value;
}
