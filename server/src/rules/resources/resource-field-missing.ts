import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { formatPath, type MissingFields } from '../../linkerd/schemas/problem.ts';
import { isScalar } from '../../yaml/nodes.ts';
import { type CheckedResource, HAS_SCHEMA, objectRange, problemsOf, titleOf } from './checkedResources.ts';
import { meantField } from './otherVersions.ts';

/**
 * The CRD lists the required fields of an object (linkerd2 `charts/linkerd-crds/templates`), and the API server
 * rejects objects without them.
 */
export default {
  id: 'resource-field-missing',
  summary: 'A resource that lacks a required field',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  query: HAS_SCHEMA,
  *check(context: RuleContext) {
    for (const { resource, problem } of problemsOf(context, 'missing-fields')) {
      const names = missingNames(resource, problem);
      if (names.length === 0) continue;
      const path = formatPath(problem.path);
      yield {
        range: objectRange(problem.map, problem.holder),
        message: l10n.t(
          '{0} requires {1} in {2}. The API server rejects the resource without it.',
          titleOf(resource),
          names.join(', '),
          path,
        ),
      };
    }
  },
} satisfies Rule;

/** The missing fields without misspelled ones, which another rule reports. */
function missingNames({ problems }: CheckedResource, { map, fields }: MissingFields): string[] {
  const misspelled = problems.flatMap((problem) =>
    problem.type === 'unknown-field' && problem.map === map && isScalar(problem.entry.key)
      ? [meantField(problem)]
      : [],
  );
  return fields.map(({ name }) => name).filter((name) => !misspelled.includes(name));
}
