import type { AnnotationSite } from '../../kubernetes/metadataEntry.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import type { Manifest } from '../../kubernetes/resource.ts';
import { SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { type PortToken, parsePortList } from '../../linkerd/ports/portList.ts';
import { skipDirection } from '../../linkerd/ports/skipPorts.ts';
import { LINKERD_METADATA } from '../../linkerd/prefilter.ts';
import { rangeTouches, type TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';

/** What the pointer rests on: an annotation or label, and perhaps one token of its list of ports. */
export interface Target {
  readonly site: AnnotationSite;
  /** On what of it; an alias stands for the whole. */
  readonly part: 'key' | 'value';
  /** The key, the value, the token or the alias; counts from the document's beginning. */
  readonly range: TextRange;
  readonly token: PortToken | undefined;
}

/**
 * The Linkerd annotation or label at an offset of the document. A text that aliases repeat means what it means at its own
 * place; only where that is no place for annotations does the first alias decide. `patched` is the resource that an inline patch is for.
 */
export function targetAt(
  document: YamlDocument,
  offset: number,
  patched: Manifest | undefined,
): Target | undefined {
  const { annotations, labels } = readMetadata(document, LINKERD_METADATA, patched);
  const sites = [...annotations, ...labels];
  const ownFirst = [...sites.filter((site) => !site.alias), ...sites.filter((site) => site.alias)];
  const touches = (range: TextRange | undefined): range is TextRange =>
    range !== undefined && rangeTouches(range, offset);
  for (const site of ownFirst)
    if (touches(site.key.range)) return { site, part: 'key', range: site.key.range, token: undefined };
  for (const site of ownFirst)
    if (touches(site.value?.range)) return valueTarget(site, site.value.range, offset);
  return aliasTarget(sites, touches);
}

/** One alias can bring a whole mapping of annotations; of those, the skip-ports lists have most to say. */
function aliasTarget(
  sites: readonly AnnotationSite[],
  touches: (range: TextRange | undefined) => range is TextRange,
): Target | undefined {
  const reached = sites.flatMap((site) => {
    const range = [site.valueAlias, site.alias].find(touches);
    return range ? [{ site, part: 'key' as const, range, token: undefined }] : [];
  });
  const about = (key: string) => reached.find(({ site }) => site.key.value === key);
  return about(SKIP_INBOUND_KEY) ?? about(SKIP_OUTBOUND_KEY) ?? reached[0];
}

function valueTarget(site: AnnotationSite, range: TextRange, offset: number): Target {
  const { value } = site;
  const whole = { site, part: 'value', range, token: undefined } as const;
  if (!value?.isExact || site.kind !== 'annotation' || !skipDirection(site.key.value)) return whole;
  for (const token of parsePortList(value.value).tokens) {
    const tokenRange = value.sourceRange(token.start, token.end);
    if (rangeTouches(tokenRange, offset))
      return token.text === '' ? whole : { ...whole, range: tokenRange, token };
  }
  return whole;
}
