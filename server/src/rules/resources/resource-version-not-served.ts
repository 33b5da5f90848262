import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import type { ApiVersion } from '../../linkerd/schemas/schema.ts';
import {
  isInRelease,
  isLinkerdKind,
  isNewerThanKnown,
  NEWEST_READ_RELEASE,
  servedVersions,
} from '../../linkerd/schemas/served.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { changeVersion } from './changeVersion.ts';
import { type CheckedResource, checkedResources, HAS_SCHEMA } from './checkedResources.ts';

/** Each CRD lists the API versions that the API server serves (linkerd2 `charts/linkerd-crds/templates`). */
export default {
  id: 'resource-version-not-served',
  summary: 'An API version that this version of Linkerd does not serve',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: HAS_SCHEMA,
  *check(context: RuleContext) {
    const release = parseRelease(context.environment.linkerd);
    if (release && isNewerThanKnown(release)) return;
    for (const resource of checkedResources(context)) {
      if (!isLinkerdKind(resource.kind) || isServed(resource.version, release)) continue;
      const served = servedVersions(resource.kind, release);
      yield {
        range: rangeOf(resource.apiVersion),
        message: messageFor(resource, served, context.environment.linkerd, release),
        fixes: changeVersion(context, resource, served),
      };
    }
  },
} satisfies Rule;

function isServed(version: ApiVersion | undefined, release: Release | undefined): boolean {
  if (!version) return false;
  return release ? isInRelease(version, release) !== false : version.until === undefined;
}

function messageFor(
  { kind: { kind }, apiVersion }: CheckedResource,
  served: readonly ApiVersion[],
  linkerd: string,
  release: Release | undefined,
): string {
  const written = apiVersion.value;
  const names = served.map(({ name }) => name).join(', ');
  if (served.length === 0)
    return l10n.t(
      'Linkerd {0} does not have {1} yet, so the API server rejects this resource.',
      linkerd,
      kind,
    );
  return release
    ? l10n.t(
        'Linkerd {0} does not serve {1} {2}, so the API server rejects it. It serves {3}.',
        linkerd,
        kind,
        written,
        names,
      )
    : l10n.t(
        'No release of Linkerd up to {0} serves {1} {2}, so the API server rejects it. Use {3}.',
        NEWEST_READ_RELEASE,
        kind,
        written,
        names,
      );
}
