import * as l10n from '@vscode/l10n';
import { CATALOGUE } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry, Family, ReleaseName, Status } from '../../linkerd/catalogue/entry.ts';
import { describeType } from '../../linkerd/values/describeType.ts';
import type { ValueType } from '../../linkerd/values/valueType.ts';
import { type Source, sourcesOf } from './entrySources.ts';

/** The release of linkerd2 that the catalogue was last compared with; links to sources go there. */
const COMPARED_WITH = 'edge-26.8.3';

/**
 * The reference of Linkerd's annotations and labels, in Markdown and in the user's language. In English it is
 * `docs/annotations.md`.
 */
export function annotationsPage(): string {
  const titles = Object.entries(familyTitles());
  const sections = titles.map(([family, title]) => familySection(family, title));
  const contents = titles.map(([, title]) => `- [${title}](#${anchorOf(title)})`);
  return `# ${l10n.t('Linkerd’s annotations and labels')}

${l10n.t(
  'Every annotation and label that Linkerd reads or writes, as its sources have it: compared with {0}. What was not\ntried on a cluster is read from there. A milestone such as 2.18 stands with the edge release in which a key first was.',
  COMPARED_WITH,
)}

${contents.join('\n')}

${sections.join('\n')}`;
}

/** In the order of the page. */
function familyTitles(): Readonly<Record<Family, string>> {
  return {
    inject: l10n.t('Injection'),
    proxy: l10n.t('The proxy'),
    resources: l10n.t('Resources'),
    ports: l10n.t('Ports'),
    policy: l10n.t('Policy'),
    lifecycle: l10n.t('Start and end'),
    'timeouts-retries': l10n.t('Timeouts and retries'),
    'load-balancing': l10n.t('Load balancing'),
    logging: l10n.t('Logs and metrics'),
    tracing: l10n.t('Tracing'),
    multicluster: 'Multicluster',
    viz: 'Viz',
    failover: l10n.t('Failover and SMI'),
    identity: l10n.t('Identity'),
  };
}

function statusText(status: Status): string | undefined {
  switch (status) {
    case 'active':
      return undefined;
    case 'deprecated':
      return l10n.t('deprecated');
    case 'removed':
      return l10n.t('removed');
    case 'machine':
      return l10n.t('written by Linkerd itself');
    case 'ineffective':
      return l10n.t('without effect');
  }
}

function familySection(family: string, title: string): string {
  const entries = CATALOGUE.filter((entry) => entry.family === family);
  const rows = entries.map((entry) => `| ${link(entry)} | ${onText(entry)} | ${entry.summary()} |`);
  return `## ${title}

| ${l10n.t('Key')} | ${l10n.t('On')} | ${l10n.t('Says')} |
| --- | --- | --- |
${rows.join('\n')}

${entries.map(entrySection).join('\n')}`;
}

/** The section of an annotation or label. */
export function entrySection(entry: CatalogueEntry): string {
  const facts = factsOf(entry).filter(([, text]) => text !== undefined);
  return `### ${headingOf(entry)}

${[entry.summary(), entry.details?.()].filter(Boolean).join('\n\n')}

| | |
| --- | --- |
${facts.map(([name, text]) => `| ${name} | ${text} |`).join('\n')}
${choicesText(entry.value)}`;
}

/** Names and texts of the known facts; the text of an unknown fact is undefined. */
function factsOf(entry: CatalogueEntry): [name: string, text: string | undefined][] {
  const { status, targets, since, deprecated, removed, replacement, onInvalid, source, page } = entry;
  const isWritten = status === 'active' || status === 'deprecated';
  const isFree = entry.value.type === 'text' && entry.value.placeholder === undefined;
  return [
    [l10n.t('On'), targets.join(', ')],
    [l10n.t('Inherited'), inheritanceText(entry)],
    [l10n.t('Value'), isWritten && !isFree ? describeType(entry.value) : undefined],
    [l10n.t('Default'), entry.default && `\`${entry.default}\``],
    [l10n.t('Since'), since && releaseText(since)],
    [l10n.t('Status'), statusText(status)],
    [l10n.t('Deprecated'), deprecated && releaseText(deprecated)],
    [l10n.t('Removed'), removed && releaseText(removed)],
    [l10n.t('Instead'), replacement && `\`${replacement}\``],
    [l10n.t('Invalid value'), isWritten ? onInvalid?.() : undefined],
    [l10n.t('Read in'), sourcesOf(source).map(sourceText).join('; ')],
    [l10n.t('Linkerd’s page'), page && `<${page}>`],
  ];
}

function inheritanceText({ isInherited, isMerged }: CatalogueEntry): string | undefined {
  if (isMerged) return l10n.t('yes: a namespace’s counts together with that of its pods');
  return isInherited ? l10n.t('yes: a pod without it takes its namespace’s') : undefined;
}

function choicesText(type: ValueType): string {
  const choices = ('choices' in type && type.choices) || [];
  if (choices.length === 0) return '';
  const rows = choices.map(({ value, meaning, since }) => {
    return `| \`${value}\` | ${meaning()}${since ? ` ${l10n.t('Since {0}.', since)}` : ''} |`;
  });
  return `\n| ${l10n.t('Value')} | ${l10n.t('Means')} |\n| --- | --- |\n${rows.join('\n')}\n`;
}

function onText({ kind, targets }: CatalogueEntry): string {
  return kind === 'label' ? l10n.t('label: {0}', targets.join(', ')) : targets.join(', ');
}

function releaseText({ edge, milestone }: ReleaseName): string {
  return milestone ? `${milestone} (${edge})` : edge;
}

/** A link to Linkerd's source in the last release that has it. */
function sourceText({ repository, path, symbol, note, release }: Source): string {
  const version = release ?? (repository === 'linkerd2' ? COMPARED_WITH : 'main');
  const target = `[${path}](https://github.com/linkerd/${repository}/blob/${version}/${path})`;
  return `${target}${symbol && ` ${symbol}`}${note && `, ${note}`}`;
}

function link(entry: CatalogueEntry): string {
  return `[\`${entry.key}\`](#${anchorOf(headingOf(entry))})`;
}

/** Some keys are both an annotation and a label, with a section for each. */
function headingOf({ key, kind }: CatalogueEntry): string {
  return kind === 'label' ? l10n.t('`{0}` (label)', key) : `\`${key}\``;
}

/** The anchor that GitHub and VS Code make from a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}
