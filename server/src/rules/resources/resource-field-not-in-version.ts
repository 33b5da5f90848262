import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { formatPath } from '../../linkerd/schemas/problem.ts';
import { isLinkerdKind, servedVersions } from '../../linkerd/schemas/served.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { changeVersion } from './changeVersion.ts';
import { HAS_SCHEMA, problemsOf, titleOf } from './checkedResources.ts';
import { versionsMeant } from './otherVersions.ts';

/**
 * Each API version has its own schema (linkerd2 `charts/linkerd-crds/templates`). The API server drops fields that
 * the manifest's version lacks, even if the stored version has them.
 */
export default {
  id: 'resource-field-not-in-version',
  summary: 'A field that only other API versions of this resource have',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: HAS_SCHEMA,
  *check(context: RuleContext) {
    const release = parseRelease(context.environment.linkerd);
    for (const { resource, problem } of problemsOf(context, 'unknown-field')) {
      const having = versionsMeant(resource, problem);
      if (having.length === 0) continue;
      const served = isLinkerdKind(resource.kind) ? servedVersions(resource.kind, release) : having;
      const usable = having.filter((version) => served.includes(version));
      yield {
        range: rangeOf(problem.entry.key),
        message: l10n.t(
          '{0} exists only in {1}, not in {2}. The API server drops it, or rejects the resource if validation is strict.',
          formatPath(problem.path),
          having.map(({ name }) => name).join(', '),
          titleOf(resource),
        ),
        fixes: changeVersion(context, resource, usable),
      };
    }
  },
} satisfies Rule;
