import * as l10n from '@vscode/l10n';
import type { MeshRule, RelatedField } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { producerRoutes, profiledService, type ServiceName } from '../../mesh/profiledService.ts';
import { describeResource, relatedPlaces } from './describe.ts';

/** linkerd2-proxy `linkerd/app/outbound/src/sidecar.rs`: a profile with routes or targets is used instead of the policy. */
export default {
  id: 'service-profile-shadows',
  summary: 'A ServiceProfile that switches off the routes, retries and timeouts of its Service',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['ServiceProfile'],
  *check(profile: Applied<'ServiceProfile'>, mesh: Mesh) {
    const field = fieldThatCounts(profile);
    const service = profiledService(profile);
    if (!field || !service) return;
    const shadowed = [...shadowedRoutes(mesh, service), ...shadowedAnnotations(mesh, service)];
    const [first] = shadowed;
    if (!first) return;
    yield {
      at: ['spec', field],
      part: 'key' as const,
      message: l10n.t(
        'Because this ServiceProfile has {0}, clients ignore {1} and all other routes, retries, timeouts and circuit breakers of Service “{2}”. Use only one of the two.',
        field,
        first.what,
        service.name,
      ),
      related: relatedPlaces(shadowed, ({ field: related }) => related),
    };
  },
} satisfies MeshRule<'ServiceProfile'>;

function fieldThatCounts({ facts }: Applied<'ServiceProfile'>): 'routes' | 'dstOverrides' | undefined {
  if (facts.hasRoutes === true) return 'routes';
  return facts.hasOverrides === true ? 'dstOverrides' : undefined;
}

/** A route or annotation that clients ignore: its name in a message, and its location. */
interface Shadowed {
  readonly what: string;
  readonly field: RelatedField;
}

function shadowedRoutes(mesh: Mesh, service: ServiceName): Shadowed[] {
  return producerRoutes(mesh, service)
    .filter(({ facts }) => HTTP_ROUTES.has(facts.id.kind))
    .map((route) => ({
      what: describeResource(route),
      field: { resource: route, at: ['metadata', 'name'], message: l10n.t('Clients ignore this route.') },
    }));
}

const HTTP_ROUTES = new Set(['HTTPRoute', 'GRPCRoute']);

const CLIENT_SIDE = /^(?:retry|timeout|balancer|balancer\.alpha)\.linkerd\.io\//;

function shadowedAnnotations(mesh: Mesh, { name, namespace }: ServiceName): Shadowed[] {
  const found = mesh.find('Service', { kind: 'Service', name, namespace });
  if (found === 'unknown') return [];
  return Object.entries(found.found.facts.annotations.values).flatMap(([key, value]) =>
    CLIENT_SIDE.test(key) && isKnown(value)
      ? [
          {
            what: key,
            field: {
              resource: found.found,
              at: ['metadata', 'annotations', key],
              message: l10n.t('Clients ignore this annotation.'),
            },
          },
        ]
      : [],
  );
}
