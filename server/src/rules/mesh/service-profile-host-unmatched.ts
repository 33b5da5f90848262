import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { namespaceKey } from '../../mesh/namespaceKey.ts';
import { profiledService } from '../../mesh/profiledService.ts';
import { nearestName } from '../../text/nearestName.ts';

/** linkerd2 `controller/api/destination/server.go` profileID: a profile is looked up by the Service's full name. */
export default {
  id: 'service-profile-host-unmatched',
  summary: 'A ServiceProfile whose name is not the full name of its Service, so no client uses it',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  covers: 'service-profile-name-unmatched',
  subjects: ['ServiceProfile'],
  *check(profile: Applied<'ServiceProfile'>, mesh: Mesh) {
    const { name } = profile.facts.id;
    const meant = isKnown(name) ? (fullName(name, mesh) ?? nearName(profile, name, mesh)) : undefined;
    if (!meant || !isKnown(name)) return;
    yield {
      at: ['metadata', 'name'],
      message: l10n.t(
        'No client looks for a ServiceProfile “{0}”: it must have the full name of its Service. Rename it to “{1}”.',
        name,
        meant.name,
      ),
      related: [{ resource: meant.service, at: ['metadata', 'name'], message: l10n.t('The Service.') }],
      fixes: [
        {
          title: l10n.t('Change to “{0}”', meant.name),
          isPreferred: true,
          edits: [
            {
              resource: profile,
              at: ['metadata', 'name'],
              change: { kind: 'set' as const, value: meant.name },
            },
          ],
        },
      ],
    };
  },
} satisfies MeshRule<'ServiceProfile'>;

/** A Service in the repository, with the name that its profile must have. */
interface Meant {
  readonly service: Applied<'Service'>;
  readonly name: string;
}

/** The default cluster domain. */
const DOMAIN = 'cluster.local';

/** A name that lacks a part of the Service's full name: `web.shop`, `web.shop.svc`, `web.shop.cluster.local`. */
const SHORT_NAME = /^(?<service>[^.]+)\.(?<namespace>[^.]+)(?:\.svc|\.cluster\.local)?$/;

function fullName(written: string, mesh: Mesh): Meant | undefined {
  const { service: name, namespace } = SHORT_NAME.exec(written)?.groups ?? {};
  if (name === undefined || namespace === undefined) return undefined;
  const found = mesh.find('Service', { kind: 'Service', name, namespace: namespaceKey(namespace, '') });
  return found === 'unknown'
    ? undefined
    : { service: found.found, name: `${name}.${namespace}.svc.${DOMAIN}` };
}

/** A Service with a similar name, if certainly no Service has the written name. */
function nearName(profile: Applied<'ServiceProfile'>, written: string, mesh: Mesh): Meant | undefined {
  const service = profiledService(profile);
  if (!service || mesh.get('Service', { kind: 'Service', ...service }) !== 'absent') return undefined;
  const name = nearestName(service.name, mesh.namesOf('Service', 'Service', service.namespace));
  const found = name === undefined ? 'unknown' : mesh.find('Service', { kind: 'Service', ...service, name });
  return found === 'unknown'
    ? undefined
    : { service: found.found, name: name + written.slice(service.name.length) };
}
