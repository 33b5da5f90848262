import { type Certainty, isKnown, type Known } from '../facts/known.ts';

/**
 * A namespace as far as it is known: `=shop` for a named one, `~deploy/web` for the one into which a folder or a
 * chart applies resources without a namespace, {@link UNKNOWN_NAMESPACE}, or {@link CLUSTER}.
 */
export type NamespaceKey = string;

/** Of a resource whose namespace a template or a patch decides. */
export const UNKNOWN_NAMESPACE: NamespaceKey = '?';

/** Of a resource that is not in a namespace. */
export const CLUSTER: NamespaceKey = '';

/**
 * The key of a namespace as it is written.
 *
 * @param scope names the place where resources without a namespace are applied together
 */
export function namespaceKey(name: Known<string | undefined>, scope: string): NamespaceKey {
  if (!isKnown(name)) return UNKNOWN_NAMESPACE;
  return name === undefined ? `~${scope}` : `=${name}`;
}

/**
 * The key of the namespace that a reference means.
 *
 * @param own counts where the reference names none
 */
export function meantNamespace(written: Known<string | undefined>, own: NamespaceKey): NamespaceKey {
  return written === undefined ? own : namespaceKey(written, '');
}

/** The name of a namespace; undefined where it is not known. */
export function namespaceName(key: NamespaceKey): string | undefined {
  return key.startsWith('=') ? key.slice(1) : undefined;
}

/** Whether two keys mean the same namespace. A namespace without a name may be any. */
export function isSameNamespace(a: NamespaceKey, b: NamespaceKey): Certainty {
  if (a === CLUSTER || b === CLUSTER) return a === b ? 'yes' : 'no';
  if (a === UNKNOWN_NAMESPACE || b === UNKNOWN_NAMESPACE) return 'unknown';
  if (a === b) return 'yes';
  return a.startsWith('=') && b.startsWith('=') ? 'no' : 'unknown';
}
