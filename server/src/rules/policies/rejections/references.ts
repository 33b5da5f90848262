import { isDefinitelyAbsent, locatedText, textOf } from '../../../kubernetes/specFields.ts';
import type { TextRange } from '../../../text/range.ts';
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

/** The kind that a reference names. */
export interface ReferencedKind extends KindName {
  /** As written: `Server`, or with its group `Server.core`. */
  readonly written: string;
  /** The range of the kind. */
  readonly range: TextRange;
}

/**
 * The group and kind of a reference, in lower case, as Linkerd compares them (linkerd2
 * `policy-controller/k8s/api/src/policy.rs` targets_kind): a missing group and an empty one are the core group.
 * Undefined without a kind, or if a part comes from a template.
 */
export function referencedKind(document: YamlDocument, reference: YamlMap): ReferencedKind | undefined {
  const kind = locatedText(document, child(reference, 'kind'));
  const isCore = isDefinitelyAbsent(document, reference, 'group');
  const group = isCore ? '' : textOf(document, child(reference, 'group'));
  if (!kind?.text || group === undefined) return undefined;
  const written = group === '' ? kind.text : `${kind.text}.${group}`;
  return { group: group.toLowerCase() || 'core', kind: kind.text.toLowerCase(), written, range: kind.range };
}

/** Whether a reference names this kind. */
export function isKind(name: KindName, group: string, kind: string): boolean {
  return name.group === group && name.kind === kind.toLowerCase();
}
