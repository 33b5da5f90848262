import * as l10n from '@vscode/l10n';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podTemplatePath } from '../../kubernetes/resource.ts';
import type { CatalogueEntry, ReleaseName } from '../../linkerd/catalogue/entry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { isReadFromWorkloads } from '../../linkerd/metadata/linkerdKeys.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { disabledBy } from '../../linkerd/metadata/unreadAnnotations.ts';
import { literal } from './markdown.ts';

/**
 * Why a known annotation or label has no effect in its place, or should not be written at all, as a paragraph.
 * Undefined if it is fine.
 */
export function noticeOf(
  annotation: MetadataEntry,
  entry: CatalogueEntry,
  environment: Environment,
): string | undefined {
  return (
    statusNotice(entry, environment) ??
    kindNotice(annotation, entry) ??
    disabledNotice(annotation) ??
    inertNotice(annotation, entry) ??
    tooNewNotice(entry, environment)
  );
}

/** A release in words: `Linkerd 2.3 (edge-19.3.2)`. */
export function releaseText({ edge, milestone }: ReleaseName): string {
  return milestone === undefined ? l10n.t('Linkerd {0}', edge) : l10n.t('Linkerd {0} ({1})', milestone, edge);
}

function statusNotice(entry: CatalogueEntry, environment: Environment): string | undefined {
  switch (entry.status) {
    case 'removed':
      return removedNotice(entry, environment);
    case 'deprecated':
      return deprecatedNotice(entry);
    case 'ineffective':
      return l10n.t('✗ **It has no effect**, wherever it is set.');
    case 'machine':
      return l10n.t('**Linkerd writes this itself**; do not set it by hand.');
    default:
      return undefined;
  }
}

function removedNotice(entry: CatalogueEntry, environment: Environment): string {
  const { removed } = entry;
  const instead = useInstead(entry);
  if (!removed) return `${l10n.t('✗ **No longer read** by Linkerd.')} ${instead}`.trim();
  const notice =
    isBefore(environment, removed) === true
      ? l10n.t('**No longer read** from {0} on.', releaseText(removed))
      : l10n.t('✗ **No longer read** since {0}.', releaseText(removed));
  return `${notice} ${instead}`.trim();
}

/** Since when a key is deprecated, and what to use instead. */
export function deprecatedNotice(entry: CatalogueEntry): string {
  const notice = entry.deprecated
    ? l10n.t('**Deprecated** since {0}.', releaseText(entry.deprecated))
    : l10n.t('**Deprecated**.');
  return `${notice} ${useInstead(entry)}`.trim();
}

function useInstead({ replacement }: CatalogueEntry): string {
  return replacement === undefined ? '' : l10n.t('Use {0}.', literal(replacement));
}

function kindNotice(annotation: MetadataEntry, entry: CatalogueEntry): string | undefined {
  if (annotation.kind === entry.kind) return undefined;
  return annotation.kind === 'label'
    ? l10n.t('✗ **This label has no effect**: Linkerd reads an annotation of this name.')
    : l10n.t('✗ **This annotation has no effect**: Linkerd reads a label of this name.');
}

/** Says that the configuration of a proxy is not read because the pod gets none. */
function disabledNotice(annotation: MetadataEntry): string | undefined {
  if (!disabledBy(annotation)) return undefined;
  return l10n.t(
    '✗ **Linkerd does not read this here**: `linkerd.io/inject: disabled` keeps the proxy out of this pod.',
  );
}

function tooNewNotice({ since }: CatalogueEntry, environment: Environment): string | undefined {
  if (!since || isBefore(environment, since) !== true) return undefined;
  return l10n.t(
    '✗ **Linkerd {0} does not know it yet**: it was added in {1}.',
    environment.linkerd,
    releaseText(since),
  );
}

/** Whether the cluster's Linkerd is older than a release, as far as that is known. */
function isBefore({ linkerd }: Environment, name: ReleaseName): boolean | undefined {
  const release = parseRelease(linkerd);
  return release && isReleaseBefore(release, name);
}

/**
 * Says that Linkerd never reads the annotation in this place, or the label on such an object; undefined if it does or
 * may.
 */
export function inertNotice(annotation: MetadataEntry, entry: CatalogueEntry): string | undefined {
  const target = targetOf(annotation);
  if (target === undefined) return handedOnNotice(annotation, entry);
  if (target !== 'other' && entry.targets.includes(target)) return undefined;
  if (annotation.kind === 'label') return elsewhereNotice(entry);
  const kind = kindName(annotation.resource?.kind);
  if (annotation.placement === 'workload' && entry.targets.includes('Pod')) {
    if (isReadFromWorkloads(entry.key)) return undefined;
    return l10n.t(
      '✗ **Linkerd never reads this here**: it has no effect on a {0}’s own metadata. It belongs in {1}.',
      kind,
      podAnnotationsPath(annotation),
    );
  }
  const never = l10n.t('✗ **Linkerd never reads this here**: it has no effect on the kind {0}.', kind);
  return `${never} ${home(entry)}`;
}

/** Other programs and people select by labels, so a label may be useful even if Linkerd does not read it. */
function elsewhereNotice({ targets }: CatalogueEntry): string {
  return l10n.t('**Linkerd acts on this label** on: {0}.', targets.map(literal).join(', '));
}

/** Some operators copy a custom resource's annotations to the pods that they create. */
function handedOnNotice(
  { kind, placement, resource }: MetadataEntry,
  { targets }: CatalogueEntry,
): string | undefined {
  if (placement !== 'resource' || kind === 'label' || targets.some((target) => target === resource?.kind))
    return undefined;
  return l10n.t(
    '✗ **Linkerd does not read this here**: it has no effect on the kind {0}, unless an operator copies it to pods.',
    kindName(resource?.kind),
  );
}

function podAnnotationsPath({ resource }: MetadataEntry): string {
  const path = (resource && podTemplatePath(resource)) ?? ['spec', 'template'];
  return literal([...path, 'metadata', 'annotations'].join('.'));
}

/** The objects on which it would have an effect. */
function home({ targets }: CatalogueEntry): string {
  const [first, second] = targets;
  if (first === 'Pod' && second === undefined) return l10n.t('Set it on the pods.');
  if (first === 'Pod' && second === 'Namespace' && targets.length === 2)
    return l10n.t('Set it on the pods, or on their namespace.');
  return l10n.t('Set it on: {0}.', targets.map(literal).join(', '));
}

/** The kind, if it is a valid Kubernetes name; other text from a manifest must not get into Markdown. */
function kindName(kind: string | undefined): string {
  return kind !== undefined && /^[A-Za-z]{1,40}$/.test(kind) ? kind : l10n.t('resource');
}
