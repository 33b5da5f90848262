import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { describeSchema } from '../../linkerd/schemas/describeSchema.ts';
import { nearestSchemaName } from '../../linkerd/schemas/nearestSchemaName.ts';
import { type BrokenLimit, formatPath } from '../../linkerd/schemas/problem.ts';
import type { Schema } from '../../linkerd/schemas/schema.ts';
import { shorten } from '../../linkerd/values/reading.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { HAS_SCHEMA, problemsOf } from './checkedResources.ts';

/**
 * The CRD limits the values of a field (linkerd2 `charts/linkerd-crds/templates`), and the API server rejects others.
 */
export default {
  id: 'resource-value-invalid',
  summary: 'A value that a field of this resource does not allow',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: HAS_SCHEMA,
  *check(context: RuleContext) {
    for (const { problem } of problemsOf(context, 'broken-limit')) {
      const meant = meantChoice(problem);
      yield {
        range: rangeOf(problem.scalar ?? problem.holder?.key ?? problem.node),
        message: messageFor(problem, meant),
        fixes: meant === undefined ? [] : replace(problem, meant),
      };
    }
  },
} satisfies Rule;

/** The allowed keyword that was probably meant. */
function meantChoice({ scalar, schema }: BrokenLimit): string | undefined {
  const words = schema.limits.enum?.filter((word) => typeof word === 'string');
  return scalar && words ? nearestSchemaName(scalar.value, words) : undefined;
}

function messageFor({ scalar, schema, path, limit }: BrokenLimit, meant: string | undefined): string {
  const where = formatPath(path);
  const { minItems = 0, maxItems = 0, minLength = 0, maxLength = 0 } = schema.limits;
  switch (limit) {
    case 'minItems':
      return l10n.t('{0} needs {1} or more items, so the API server rejects the resource.', where, minItems);
    case 'maxItems':
      return l10n.t(
        '{0} may have at most {1} items, so the API server rejects the resource.',
        where,
        maxItems,
      );
    case 'minLength':
      return minLength === 1
        ? l10n.t('{0} must not be empty, so the API server rejects the resource.', where)
        : l10n.t(
            '{0} needs {1} or more characters, so the API server rejects the resource.',
            where,
            minLength,
          );
    case 'maxLength':
      return l10n.t(
        '{0} may have at most {1} characters, so the API server rejects the resource.',
        where,
        maxLength,
      );
    default:
      return outsideText(where, shorten(scalar?.value ?? ''), single(schema), meant);
  }
}

function outsideText(where: string, value: string, schema: Schema, meant: string | undefined): string {
  const wanted = describeSchema(schema);
  return meant === undefined
    ? l10n.t(
        '“{0}” is invalid for {1}, which must be {2}, so the API server rejects the resource.',
        value,
        where,
        wanted,
      )
    : l10n.t(
        '“{0}” is invalid for {1}, which must be {2}, so the API server rejects the resource. Did you mean {3}?',
        value,
        where,
        wanted,
        meant,
      );
}

/** The schema of a list's items, or the schema itself. */
function single({ kind, limits, fields }: Schema): Schema {
  return { kind, limits, fields, isList: false };
}

function replace({ scalar }: BrokenLimit, meant: string): Fix[] {
  const isPlain = scalar?.style === 'plain';
  const isQuoted = scalar?.style === 'single-quoted' || scalar?.style === 'double-quoted';
  if (!scalar || scalar.anchor !== undefined || !(isPlain || isQuoted)) return [];
  const range = isPlain ? rangeOf(scalar) : { start: scalar.start + 1, end: scalar.end - 1 };
  return fixOf(l10n.t('Change to {0}', meant), 'suggestion', [{ range, newText: meant }]);
}
