import * as l10n from '@vscode/l10n';
import type { FieldEdit, MeshRule, MeshRuleFinding } from '../../engine/meshRule.ts';
import type { FactsOf, FieldPath } from '../../facts/resourceFacts.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { clientSettings, type SettingsFamily } from '../../mesh/clientSettings.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { isBeforeTimeouts, requestTimeoutOf } from '../../mesh/requestTimeout.ts';
import { clientParents, type RouteParent } from '../../mesh/routeParents.ts';
import { describeResource } from './describe.ts';

/**
 * linkerd2 `policy-controller/grpc/src/outbound/http.rs` convert_outbound_route uses a parent's settings only if the
 * route has none.
 */
export default {
  id: 'route-annotations-replace',
  summary: 'A retry or timeout setting on a route, which replaces all those of its Service',
  level: 'information',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh, environment: Environment) {
    for (const parent of clientParents(mesh, route))
      for (const family of FAMILIES) {
        const lost = lostSettings(mesh, route, parent, family);
        if (lost && !(lost.key === FIELD && isBeforeTimeouts(route.facts, environment) !== 'no'))
          yield finding(route, family, lost);
      }
  },
} satisfies MeshRule<'Route'>;

const FAMILIES: readonly SettingsFamily[] = ['retry', 'timeout'];

/** Settings of a parent that no longer apply. */
interface LostSettings {
  readonly owner: Applied<'Service' | 'EgressNetwork'>;
  /** The annotation or the field of the route that replaces them. */
  readonly key: string;
  readonly at: FieldPath;
  readonly settings: ReadonlyMap<string, string>;
  /** Whether the copied annotations would change nothing else. */
  readonly canBeCopied: boolean;
}

const ANNOTATIONS = ['metadata', 'annotations'];

function finding(
  route: Applied<'Route'>,
  family: SettingsFamily,
  { owner, key, at, settings, canBeCopied }: LostSettings,
): MeshRuleFinding {
  const names = [...settings.keys()];
  const [first = ''] = names;
  const service = describeResource(owner);
  return {
    at,
    part: 'key',
    message:
      key === FIELD
        ? l10n.t(
            '{0} replaces all {1} settings of {2} for this rule, including {3}. Copy those that should still apply.',
            key,
            family,
            service,
            first,
          )
        : l10n.t(
            '{0} replaces all {1} settings of {2} for this route, including {3}. Copy those that should still apply.',
            key,
            family,
            service,
            first,
          ),
    related: names.map((name) => ({
      resource: owner,
      at: [...ANNOTATIONS, name],
      message: l10n.t('This does not apply to the route.'),
    })),
    fixes: canBeCopied
      ? [
          {
            title: l10n.t('Copy {0}', names.join(', ')),
            isPreferred: true,
            edits: [copy(route, [...settings])],
          },
        ]
      : [],
  };
}

/** Adds one annotation even without existing annotations; several only to an existing mapping. */
function copy(route: Applied<'Route'>, settings: readonly (readonly [string, string])[]): FieldEdit {
  const [[key, value] = ['', ''], ...more] = settings;
  return more.length === 0
    ? { resource: route, at: [...ANNOTATIONS, key], change: { kind: 'set', value } }
    : { resource: route, at: ANNOTATIONS, change: { kind: 'add', fields: Object.fromEntries(settings) } };
}

function lostSettings(
  mesh: Mesh,
  route: Applied<'Route'>,
  { kind, name, namespace }: RouteParent,
  family: SettingsFamily,
): LostSettings | undefined {
  const routeKind = route.facts.id.kind;
  if (kind === 'Server' || (routeKind !== 'HTTPRoute' && routeKind !== 'GRPCRoute')) return undefined;
  const own = clientSettings(route.facts.annotations, family, routeKind);
  const replacing = own && (annotationOf(own) ?? fieldOf(route.facts, family));
  if (!replacing) return undefined;
  const found = mesh.find(kind, { kind, name, namespace });
  if (found === 'unknown') return undefined;
  const owner: Applied<'Service' | 'EgressNetwork'> = found.found;
  const all = clientSettings(owner.facts.annotations, family, routeKind) ?? [];
  const settings = new Map([...all].filter(([name]) => !own.has(name) && name !== replacing.same));
  return settings.size === 0 ? undefined : { owner, settings, ...replacing };
}

/** The setting of a route that replaces a parent's settings; `same` is the parent's setting with the same meaning. */
type Replacing = Pick<LostSettings, 'key' | 'at' | 'canBeCopied'> & { readonly same?: string };

function annotationOf(own: ReadonlyMap<string, string>): Replacing | undefined {
  const [key] = own.keys();
  return key === undefined ? undefined : { key, at: [...ANNOTATIONS, key], canBeCopied: true };
}

const FIELD = 'timeouts.request';

/** The first rule with a timeout. A rule without one keeps the parent's settings, until the route has an annotation. */
function fieldOf(route: FactsOf<'Route'>, family: SettingsFamily): Replacing | undefined {
  const { rules } = route;
  const has = rules.items.map((rule) => requestTimeoutOf(route, rule) === 'counts');
  const rule = family === 'timeout' ? has.indexOf(true) : -1;
  if (rule < 0) return undefined;
  return {
    key: FIELD,
    at: ['spec', 'rules', rule, 'timeouts', 'request'],
    canBeCopied: rules.isComplete && !has.includes(false),
    same: 'timeout.linkerd.io/request',
  };
}
