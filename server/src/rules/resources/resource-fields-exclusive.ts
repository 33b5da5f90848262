import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { formatPath } from '../../linkerd/schemas/problem.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { HAS_SCHEMA, objectRange, problemsOf, titleOf } from './checkedResources.ts';
import { meantField } from './otherVersions.ts';

/** The CRDs' `oneOf` (linkerd2 `charts/linkerd-crds/templates`), which the API server enforces. */
export default {
  id: 'resource-fields-exclusive',
  summary: 'A resource with none or several of some fields, although exactly one is required',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  query: HAS_SCHEMA,
  *check(context: RuleContext) {
    for (const { resource, problem } of problemsOf(context, 'wrong-choice')) {
      const { names, present, map, holder, path } = problem;
      const isMisspelled = resource.problems.some(
        (other) =>
          other.type === 'unknown-field' && other.map === map && names.includes(meantField(other) ?? ''),
      );
      if (isMisspelled) continue;
      const second = present[1];
      yield {
        range: second ? rangeOf(second.key) : objectRange(map, holder),
        message: second
          ? l10n.t(
              '{0} allows only one of {1} in {2}, so the API server rejects the resource.',
              titleOf(resource),
              names.join(', '),
              formatPath(path),
            )
          : l10n.t(
              '{0} requires one of {1} in {2}. The API server rejects the resource without it.',
              titleOf(resource),
              names.join(', '),
              formatPath(path),
            ),
      };
    }
  },
} satisfies Rule;
