import type { FoundSetting } from '../../config/environmentReport.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { ChartUse } from '../../linkerd/charts/chartUse.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { LINKERD_METADATA } from '../../linkerd/metadata/linkerdMetadata.ts';
import { type PortToken, parsePortList } from '../../linkerd/ports/portList.ts';
import { skipDirection } from '../../linkerd/ports/skipPorts.ts';
import { rangeTouches, type TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';

/** The target of a hover: an annotation or label, and possibly one token of its list of ports. */
export interface Target {
  readonly annotation: MetadataEntry;
  /** The part at the offset; an alias stands for both. */
  readonly part: 'key' | 'value';
  /** The range of the key, the value, the token or the alias, from the document's beginning. */
  readonly range: TextRange;
  readonly token: PortToken | undefined;
}

/**
 * Linkerd's annotation or label at an offset of the document. An entry that aliases repeat is explained for the place
 * where it is written, or for the first alias if that place is not metadata. `patched` is the resource that an inline
 * patch is for.
 */
export function targetAt(
  document: YamlDocument,
  offset: number,
  patched: Resource | undefined,
): Target | undefined {
  const metadata = readMetadata(document, LINKERD_METADATA, patched);
  const annotations = [...metadata.annotations, ...metadata.labels];
  const ownFirst = [
    ...annotations.filter((annotation) => !annotation.alias),
    ...annotations.filter((annotation) => annotation.alias),
  ];
  const touches = (range: TextRange | undefined): range is TextRange =>
    range !== undefined && rangeTouches(range, offset);
  for (const annotation of ownFirst)
    if (touches(annotation.key.range))
      return { annotation, part: 'key', range: annotation.key.range, token: undefined };
  for (const annotation of ownFirst)
    if (touches(annotation.value?.range)) return valueTarget(annotation, annotation.value.range, offset);
  return aliasTarget(annotations, touches);
}

/** An alias may repeat a whole mapping of annotations; the skip-ports lists among them are preferred. */
function aliasTarget(
  annotations: readonly MetadataEntry[],
  touches: (range: TextRange | undefined) => range is TextRange,
): Target | undefined {
  const reached = annotations.flatMap((annotation) => {
    const range = [annotation.valueAlias, annotation.alias].find(touches);
    return range ? [{ annotation, part: 'key' as const, range, token: undefined }] : [];
  });
  const withKey = (key: string) => reached.find(({ annotation }) => annotation.key.value === key);
  return withKey(SKIP_INBOUND_KEY) ?? withKey(SKIP_OUTBOUND_KEY) ?? reached[0];
}

function valueTarget(annotation: MetadataEntry, range: TextRange, offset: number): Target {
  const { value } = annotation;
  const whole = { annotation, part: 'value', range, token: undefined } as const;
  if (!value?.isExact || annotation.kind !== 'annotation' || !skipDirection(annotation.key.value))
    return whole;
  for (const token of parsePortList(value.value).tokens) {
    const tokenRange = value.sourceRange(token.start, token.end);
    if (rangeTouches(tokenRange, offset))
      return token.text === '' ? whole : { ...whole, range: tokenRange, token };
  }
  return whole;
}

/** What a hover depends on besides the text. */
export interface HoverContext {
  readonly environment: Environment;
  /** What the repository's files say about the environment. */
  readonly found?: readonly FoundSetting[];
  /** The charts that the file has values for, as other files of the repository say. */
  readonly charts?: readonly ChartUse[];
  /** The client's command that opens the reference of a key, if hovers may call it. */
  readonly explainCommand?: string | undefined;
  /** The client's command that opens a rule's page, where links in hovers may call it. */
  readonly explainRuleCommand?: string | undefined;
}
