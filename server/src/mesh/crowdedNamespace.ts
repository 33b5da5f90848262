import type { ResourceType } from '../facts/resourceFacts.ts';
import type { Mesh } from './mesh.ts';
import type { NamespaceKey } from './namespaceKey.ts';

/** More pairs of resources of one namespace than people write, and as many as are compared in about a second. */
const MOST_PAIRS = 100_000;

const OTHERS: readonly ResourceType[] = ['Server', 'Workload', 'AuthorizationPolicy', 'ServerAuthorization'];

/**
 * Whether a namespace has so many Servers that to compare each of them with each pod, policy or other Server would take too
 * long. A rule that does so is silent there.
 */
export function isCrowded(mesh: Mesh, namespace: NamespaceKey): boolean {
  const servers = mesh.countOf('Server', namespace);
  return OTHERS.some((type) => servers * mesh.countOf(type, namespace) > MOST_PAIRS);
}
