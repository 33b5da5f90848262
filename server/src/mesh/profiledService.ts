import { isKnown } from '../facts/known.ts';
import type { Applied } from './appliedResource.ts';
import type { Mesh } from './mesh.ts';
import { type NamespaceKey, namespaceKey } from './namespaceKey.ts';
import { clientParents, hasParentNamed } from './routeParents.ts';

/** What names a Service. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: NamespaceKey;
}

/**
 * The Service that a ServiceProfile is for, by its name: `web.shop.svc.cluster.local`, or with the cluster's own domain.
 * Undefined for any other name.
 *
 * Source: linkerd2 `controller/api/destination/server.go` profileID.
 */
export function profiledService({ facts: { id } }: Applied<'ServiceProfile'>): ServiceName | undefined {
  if (!isKnown(id.name)) return undefined;
  const [name = '', namespace = '', svc, domain = ''] = id.name.split('.');
  if (svc !== 'svc' || name === '' || namespace === '' || domain === '') return undefined;
  return { name, namespace: namespaceKey(namespace, '') };
}

/** The routes in a Service's own namespace that have it as a parent. */
export function producerRoutes(mesh: Mesh, { name, namespace }: ServiceName): readonly Applied<'Route'>[] {
  const isParent = (route: Applied<'Route'>) =>
    hasParentNamed(route, name) &&
    clientParents(mesh, route).some(
      (parent) => parent.kind === 'Service' && parent.name === name && parent.namespace === namespace,
    );
  return mesh.select('Route', namespace, (route) => (isParent(route) ? 'yes' : 'no')).matches;
}
