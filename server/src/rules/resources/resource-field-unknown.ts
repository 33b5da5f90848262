import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { formatPath, type UnknownField } from '../../linkerd/schemas/problem.ts';
import type { Field, Schema } from '../../linkerd/schemas/schema.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar, rangeOf } from '../../yaml/nodes.ts';
import { entryOf } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { type CheckedResource, HAS_SCHEMA, problemsOf, titleOf } from './checkedResources.ts';
import { meantField, versionsMeant } from './otherVersions.ts';

/**
 * The API server drops fields that a CRD's schema lacks (Kubernetes `apiextensions-apiserver` structural schemas).
 * Under strict validation, which kubectl requests, it rejects them.
 */
export default {
  id: 'resource-field-unknown',
  summary: 'A field that this kind of resource does not have',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: HAS_SCHEMA,
  *check(context: RuleContext) {
    for (const { resource, problem } of problemsOf(context, 'unknown-field')) {
      if (versionsMeant(resource, problem).length > 0) continue;
      const meant = meantField(problem);
      yield {
        range: rangeOf(problem.entry.key),
        message: messageFor(resource, problem, meant),
        fixes: rename(context.document, problem, meant),
      };
    }
  },
} satisfies Rule;

function messageFor(resource: CheckedResource, problem: UnknownField, meant: string | undefined): string {
  const title = titleOf(resource);
  const path = formatPath(problem.path);
  const elsewhere = pathsTo(problem.name, resource.version?.schema);
  const other = meant ?? (elsewhere.length === 1 ? elsewhere[0] : undefined);
  return other === undefined
    ? l10n.t(
        '{0} has no field {1}, so the API server rejects the resource, or drops the field if validation is not strict. Remove it.',
        title,
        path,
      )
    : l10n.t(
        '{0} has no field {1}, so the API server rejects the resource, or drops the field if validation is not strict. Did you mean {2}?',
        title,
        path,
        other,
      );
}

/** Limits the search in recursive schemas. Real resources are not nested deeper. */
const DEEPEST = 8;

/** The paths of the schema that end in a field of this name. */
function pathsTo(name: string, schema: Schema | undefined, above: readonly string[] = []): string[] {
  if (!schema || above.length > DEEPEST) return [];
  return [...schema.fields.values()].flatMap((field) => {
    const path = [...above, stepOf(field)];
    const here = field.name === name ? [path.join('.')] : [];
    return [...here, ...pathsTo(name, field.schema, path)];
  });
}

function stepOf({ name, schema }: Field): string {
  return schema.isList && schema.fields.size > 0 ? `${name}[]` : name;
}

function rename(document: YamlDocument, { entry, map }: UnknownField, meant: string | undefined): Fix[] {
  const { key } = entry;
  if (meant === undefined || entryOf(map, meant) || !isScalar(key) || key.anchor !== undefined) return [];
  const quote = key.style === 'plain' ? '' : document.text.charAt(key.start);
  const edit = { range: rangeOf(key), newText: quote + meant + quote };
  return fixOf(l10n.t('Rename to {0}', meant), 'suggestion', [edit]);
}
