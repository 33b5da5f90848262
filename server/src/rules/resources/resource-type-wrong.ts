import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { plainKind } from '../../kubernetes/yaml11.ts';
import { describeSchema } from '../../linkerd/schemas/describeSchema.ts';
import { type FieldPath, type FoundKind, formatPath, type WrongKind } from '../../linkerd/schemas/problem.ts';
import type { Schema } from '../../linkerd/schemas/schema.ts';
import { isScalar, rangeOf } from '../../yaml/nodes.ts';
import { HAS_SCHEMA, problemsOf } from './checkedResources.ts';

/**
 * The CRD gives the type of each field (linkerd2 `charts/linkerd-crds/templates`), and the API server rejects others.
 */
export default {
  id: 'resource-type-wrong',
  summary: 'A value of the wrong type for its field',
  level: 'error',
  fixable: 'safe',
  since: '0.2.0',
  query: HAS_SCHEMA,
  *check(context: RuleContext) {
    for (const { problem } of problemsOf(context, 'wrong-kind')) {
      const { node, schema, path, isWholeList } = problem;
      if (hasNoRightType(path)) continue;
      const wanted = isWholeList ? schema : { ...schema, fields: schema.fields, isList: false };
      yield {
        range: isScalar(node) ? rangeOf(node) : rangeOf(problem.holder?.key ?? node),
        message: l10n.t(
          '{0} must be {1}, not {2}, so the API server rejects the resource.',
          formatPath(path),
          describeSchema(wanted),
          foundText(problem.found),
        ),
        fixes: fixesFor(problem, wanted),
      };
    }
  },
} satisfies Rule;

/**
 * Whether it is a ServiceProfile's `opaquePorts`. No value suits both the CRD and the webhook, which
 * `service-profile-rejected` reports.
 */
function hasNoRightType([, field]: FieldPath): boolean {
  return field?.name === 'opaquePorts';
}

function foundText(found: FoundKind | 'null'): string {
  switch (found) {
    case 'string':
      return l10n.t('a string');
    case 'number':
      return l10n.t('a number');
    case 'boolean':
      return l10n.t('true or false');
    case 'list':
      return l10n.t('a list');
    case 'map':
      return l10n.t('an object');
    case 'null':
      return l10n.t('null');
  }
}

/** Adds missing quotes or removes wrong ones, if the quoted text stays the same. */
function fixesFor({ node, found }: WrongKind, { kind, isList }: Schema): Fix[] {
  if (found === 'null' || isList || !isScalar(node) || node.anchor !== undefined || node.value.includes('\n'))
    return [];
  if (kind === 'string' && node.style === 'plain')
    return [edited(l10n.t('Quote the value'), node, JSON.stringify(node.value))];
  const isQuoted = node.style === 'single-quoted' || node.style === 'double-quoted';
  if (found !== 'string' || !isQuoted || !isMeant(node.value, kind)) return [];
  return [edited(l10n.t('Remove the quotes'), node, node.value)];
}

function isMeant(text: string, kind: Schema['kind']): boolean {
  if (kind === 'boolean') return text === 'true' || text === 'false';
  return (
    (kind === 'integer' && /^(?:0|[1-9][0-9]{0,15})$/.test(text)) ||
    (kind === 'number' && plainKind(text) === 'number')
  );
}

function edited(title: string, node: WrongKind['node'], newText: string): Fix {
  return { title, safety: 'safe', isPreferred: true, edits: [{ range: rangeOf(node), newText }] };
}
