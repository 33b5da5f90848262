import * as l10n from '@vscode/l10n';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { similarKeys } from '../../linkerd/catalogue/similarKeys.ts';
import { isLinkerdPrefix } from '../../linkerd/metadata/linkerdKeys.ts';
import { factsOf } from './facts.ts';
import type { HoverContext } from './hoverContext.ts';
import { documentation, explainLink } from './links.ts';
import { blocks, literal } from './markdown.ts';
import { noticeOf } from './notices.ts';
import type { Target } from './target.ts';
import { valueText } from './valueText.ts';

/** Explains an annotation or label from the catalogue; undefined for keys that are none of Linkerd's. */
export function entryText({ annotation, part }: Target, context: HoverContext): string | undefined {
  const { key, kind } = annotation;
  const entry = entryFor(key.value, kind) ?? entryFor(key.value);
  if (!entry) return unknownKey(annotation);
  const notice = noticeOf(annotation, entry, context.environment);
  const headline = `**${entry.summary()}**`;
  const value = isWithoutEffect(notice) ? undefined : valueText(annotation);
  return blocks(
    notice,
    ...(part === 'value' && value !== undefined ? [value, headline] : [headline, value]),
    notice === undefined ? scope(annotation, entry) : undefined,
    factsOf(annotation, entry),
    entry.details?.(),
    [documentation(entry), explainLink(entry, context.explainCommand)].filter(Boolean).join(' · '),
  );
}

/** What stands in a place that has no effect need not be read. */
function isWithoutEffect(notice: string | undefined): boolean {
  return notice?.startsWith('✗') === true;
}

function scope({ placement }: MetadataEntry, { targets, isInherited }: CatalogueEntry): string | undefined {
  if (placement === 'namespace' && isInherited)
    return l10n.t(
      'Holds for the pods of this namespace that have no such annotation themselves; the two are never merged.',
    );
  return placement === 'unknown'
    ? l10n.t('Acts where this ends up on: {0}.', targets.map(literal).join(', '))
    : undefined;
}

/** A key under one of Linkerd's domains that the catalogue does not have. */
function unknownKey({ document, key }: MetadataEntry): string | undefined {
  if (!isLinkerdPrefix(key.value) || document.isTemplated(key.range)) return undefined;
  const similar = similarKeys(key.value).map(literal);
  return blocks(
    l10n.t('**Not known here**: Linkerd’s open source reads nothing of this name.'),
    similar.length === 0 ? undefined : l10n.t('Did you mean {0}?', similar.join(', ')),
  );
}
