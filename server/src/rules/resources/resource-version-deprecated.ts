import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import type { ApiVersion } from '../../linkerd/schemas/schema.ts';
import { isInRelease, isLinkerdKind, newestOf, servedVersions } from '../../linkerd/schemas/served.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { changeVersion } from './changeVersion.ts';
import { checkedResources, HAS_SCHEMA } from './checkedResources.ts';

/**
 * The CRDs mark old API versions as deprecated (linkerd2 `charts/linkerd-crds/templates`), and kubectl warns about
 * them.
 */
export default {
  id: 'resource-version-deprecated',
  summary: 'A deprecated API version of a Linkerd resource',
  level: 'information',
  fixable: 'suggestion',
  since: '0.2.0',
  query: HAS_SCHEMA,
  *check(context: RuleContext) {
    const release = parseRelease(context.environment.linkerd);
    for (const resource of checkedResources(context)) {
      const { kind, version } = resource;
      if (!version || !isLinkerdKind(kind) || !isDeprecated(version, release)) continue;
      const served = servedVersions(kind, release);
      const newest = newestOf(served);
      if (!newest || newest === version) continue;
      yield {
        range: rangeOf(resource.apiVersion),
        message: l10n.t(
          '{0} {1} is deprecated: it still works, but a later release of Linkerd may drop it. Use {2}.',
          kind.kind,
          version.name,
          newest.name,
        ),
        fixes: changeVersion(context, resource, served),
      };
    }
  },
} satisfies Rule;

function isDeprecated(version: ApiVersion, release: Release | undefined): boolean {
  const { deprecated } = version;
  if (deprecated === undefined) return false;
  if (!release) return true;
  return isInRelease(version, release) === true && isReleaseBefore(release, { edge: deprecated }) === false;
}
