import * as l10n from '@vscode/l10n';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podTemplatePath } from '../../kubernetes/resource.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { isReadFromWorkloads } from '../../linkerd/metadata/linkerdKeys.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { literal } from './markdown.ts';

/**
 * Says that Linkerd never reads the annotation where it stands, or that it looks for the label on other things; undefined
 * where it does or may.
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
      '✗ **Linkerd never reads this here**: on a {0}’s own metadata it does nothing. It belongs in {1}.',
      kind,
      podAnnotationsPath(annotation),
    );
  }
  const never = l10n.t('✗ **Linkerd never reads this here**: it does nothing on the kind {0}.', kind);
  return `${never} ${home(entry)}`;
}

/** People and the command line select by labels, so that one is not without use where no component acts on it. */
function elsewhereNotice({ targets }: CatalogueEntry): string {
  return l10n.t('**Linkerd acts on this label** on: {0}.', targets.map(literal).join(', '));
}

/** Some operators copy a custom resource's annotations to the pods that they make. */
function handedOnNotice(
  { kind, placement, resource }: MetadataEntry,
  { targets }: CatalogueEntry,
): string | undefined {
  if (placement !== 'resource' || kind === 'label' || targets.some((target) => target === resource?.kind))
    return undefined;
  return l10n.t(
    '✗ **Linkerd does not read this here**: it does nothing on the kind {0}, unless an operator hands it on to pods.',
    kindName(resource?.kind),
  );
}

function podAnnotationsPath({ resource }: MetadataEntry): string {
  const path = (resource && podTemplatePath(resource)) ?? ['spec', 'template'];
  return literal([...path, 'metadata', 'annotations'].join('.'));
}

/** Where it would have an effect. */
function home({ targets }: CatalogueEntry): string {
  const [first, second] = targets;
  if (first === 'Pod' && second === undefined) return l10n.t('It belongs on the pods.');
  if (first === 'Pod' && second === 'Namespace' && targets.length === 2)
    return l10n.t('It belongs on the pods, or on their namespace.');
  return l10n.t('It belongs on: {0}.', targets.map(literal).join(', '));
}

/** The kind, if it is a name as Kubernetes has them; anything else in a manifest is not to be trusted in Markdown. */
function kindName(kind: string | undefined): string {
  return kind !== undefined && /^[A-Za-z]{1,40}$/.test(kind) ? kind : l10n.t('resource');
}
