import { isDefinitelyAbsent, textOf } from '../../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../../yaml/document.ts';
import type { YamlMap } from '../../../yaml/nodes.ts';
import { child } from '../../../yaml/walkEntries.ts';

/** A kind of resource with its API group; the core group is `core`. */
export interface KindName {
  readonly group: string;
  readonly kind: string;
}

/** Linkerd's own API group for policies. */
export const POLICY = 'policy.linkerd.io';
/** The API group of the Gateway API. */
export const GATEWAY = 'gateway.networking.k8s.io';

/**
 * The group and kind of a reference, in lower case, as Linkerd compares them (linkerd2
 * `policy-controller/k8s/api/src/policy.rs` targets_kind): a missing group and an empty one are the core group.
 * Undefined without a kind, or if a part comes from a template.
 */
export function referencedKind(document: YamlDocument, reference: YamlMap): KindName | undefined {
  const kind = textOf(document, child(reference, 'kind'));
  const isCore = isDefinitelyAbsent(document, reference, 'group');
  const group = isCore ? '' : textOf(document, child(reference, 'group'));
  if (kind === undefined || kind === '' || group === undefined) return undefined;
  return { group: group === '' ? 'core' : group.toLowerCase(), kind: kind.toLowerCase() };
}

/** Whether a reference names this kind. */
export function isKind(name: KindName, group: string, kind: string): boolean {
  return name.group === group && name.kind === kind.toLowerCase();
}

/** The kind of a reference as it is written: `Server`, or with its group `Server.core`. */
export function writtenKind(document: YamlDocument, reference: YamlMap): string {
  const group = textOf(document, child(reference, 'group'));
  const kind = textOf(document, child(reference, 'kind')) ?? '';
  return group ? `${kind}.${group}` : kind;
}
