import { chartMarkdown, chartValueMarkdown } from '../../features/fields/chartFacts.ts';
import { fieldMarkdown, kindMarkdown } from '../../features/fields/fieldFacts.ts';
import { entrySection } from '../../features/reference/annotationsPage.ts';
import { CATALOGUE } from '../../linkerd/catalogue/catalogue.ts';
import { allCharts, chartNamed } from '../../linkerd/charts/charts.ts';
import { valueText } from '../../linkerd/charts/chartText.ts';
import { describeSchema } from '../../linkerd/schemas/describeSchema.ts';
import { fieldAt } from '../../linkerd/schemas/fieldAt.ts';
import type { FieldPath } from '../../linkerd/schemas/problem.ts';
import { resourceKinds } from '../../linkerd/schemas/resourceKinds.ts';
import type { ApiVersion, Chart, ResourceKind, Schema } from '../../linkerd/schemas/schema.ts';
import { fieldText } from '../../linkerd/schemas/texts/fieldText.ts';
import { didYouMean, Misuse } from '../arguments/misuse.ts';

/** What `explain` knows besides rules: the kinds of resources, the charts, and the annotations and labels. */
export function explainedNames(): readonly string[] {
  return [
    ...new Set(resourceKinds().map(({ kind }) => kind)),
    ...allCharts().map(({ name }) => name),
    ...CATALOGUE.map(({ key }) => key),
  ];
}

/**
 * What is known of an annotation or label, of a kind of resource or a chart, or of something in one:
 * `config.linkerd.io/skip-inbound-ports` or only `skip-inbound-ports`, `Server.spec.proxyProtocol`,
 * `linkerd2-cni.ignoreInboundPorts`. In Markdown; undefined if the text begins with none of them.
 *
 * @throws Misuse where the kind or the chart has no such field
 */
export function explainName(text: string): string | undefined {
  const sections =
    text === '' ? [] : CATALOGUE.filter(({ key }) => `/${key}`.endsWith(`/${text}`)).map(entrySection);
  if (sections.length > 0) return sections.map((section) => section.replace(/^### /, '# ')).join('\n');
  const [head = '', ...names] = text.replaceAll('[]', '').split('.');
  const kinds = kindsNamed(head);
  if (kinds.length > 0) return explainField(text, kinds, names);
  const chart = chartNamed(head);
  return chart && head === chart.name ? explainValue(chart, names) : undefined;
}

/** The Gateway API and Linkerd both have an HTTPRoute. Like kubectl, this takes `server` for Server. */
function kindsNamed(name: string): readonly ResourceKind[] {
  return resourceKinds().filter(({ kind }) => kind.toLowerCase() === name.toLowerCase());
}

function explainField(text: string, kinds: readonly ResourceKind[], names: readonly string[]): string {
  if (names.length === 0) return kinds.map(kindPage).join('\n\n');
  const pages = kinds.map((kind) => fieldPage(kind, names)).filter((page) => page !== undefined);
  if (pages.length > 0) return pages.join('\n\n');
  const [kind] = kinds;
  const schemas = kind?.versions.toReversed().map(({ schema }) => schema) ?? [];
  throw new Misuse(noSuchField(text.slice(0, text.indexOf('.')), schemas, names));
}

function kindPage(kind: ResourceKind): string {
  const { schema } = newestVersion(kind);
  return page(
    `${kind.kind} (${kind.group})`,
    kindMarkdown(kind),
    fieldList(schema, [], (path) => fieldText(kind, path)),
  );
}

/** The stored version, which people should write. */
function newestVersion({ versions }: ResourceKind): ApiVersion {
  const newest = versions.findLast(({ isStored }) => isStored) ?? versions.at(-1);
  if (!newest) throw new Error('every kind has a version');
  return newest;
}

/** By the newest version that has the field. */
function fieldPage(kind: ResourceKind, names: readonly string[]): string | undefined {
  for (const version of [newestVersion(kind), ...kind.versions.toReversed()]) {
    const found = fieldAt(version.schema, names);
    if (!found) continue;
    const { field, path } = found;
    return page(
      `${kind.kind}.${names.join('.')}`,
      fieldMarkdown({ kind, version }, path, field),
      fieldList(field.schema, path, (below) => fieldText(kind, below)),
    );
  }
  return undefined;
}

function explainValue(chart: Chart, names: readonly string[]): string {
  if (names.length === 0)
    return page(
      chart.name,
      chartMarkdown(chart),
      fieldList(chart.schema, [], (path) => valueText(chart.name, path)),
    );
  const found = fieldAt(chart.schema, names);
  if (!found) throw new Misuse(noSuchField(chart.name, [chart.schema], names));
  const subject = { chart, version: undefined, release: undefined };
  return page(
    `${chart.name}.${names.join('.')}`,
    chartValueMarkdown(subject, found.path, found.field),
    fieldList(found.field.schema, found.path, (path) => valueText(chart.name, path)),
  );
}

function page(title: string, markdown: string, fields: string): string {
  return [`# ${title}`, markdown, fields].filter((part) => part !== '').join('\n\n');
}

/** The fields that an object has today, with what they do. */
function fieldList(
  { fields }: Schema,
  above: FieldPath,
  textOf: (path: FieldPath) => string | undefined,
): string {
  const present = [...fields.values()].filter(({ name, until }) => until === undefined && name !== 'status');
  const lines = present.map((field) => {
    const text = textOf([...above, { name: field.name, isItem: false }]);
    const type = describeSchema(field.schema);
    return `- \`${field.name}\` (${field.isRequired ? `${type}, required` : type})${text === undefined ? '' : `: ${text}`}`;
  });
  return lines.length === 0 ? '' : ['## Fields', '', ...lines].join('\n');
}

/** The first name that none of the schemas has below the ones before it. */
function noSuchField(title: string, schemas: readonly Schema[], names: readonly string[]): string {
  for (let length = 1; length <= names.length; length++) {
    const written = names.slice(0, length);
    if (schemas.some((schema) => fieldAt(schema, written))) continue;
    const above = written.slice(0, -1);
    const near = schemas.flatMap((schema) => {
      const within = above.length === 0 ? schema : fieldAt(schema, above)?.field.schema;
      return [...(within?.fields.keys() ?? [])];
    });
    const prefix = [title, ...above].join('.');
    const meant = didYouMean(written.at(-1) ?? '', near);
    const listed = near.length === 0 ? '' : ` linkerd-lint explain ${prefix} lists its fields.`;
    return `${prefix} has no field “${written.at(-1)}”.${meant || listed}`;
  }
  return `There is no field ${names.join('.')}.`;
}
