import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { Placement } from '../../kubernetes/placement.ts';
import type { TextRange } from '../../text/range.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';
import { SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY } from '../metadata/linkerdKeys.ts';
import { type PortList, type PortToken, parsePortList } from './portList.ts';

/** The connections that a skip-ports annotation sends past the proxy. */
export type Direction = 'inbound' | 'outbound';

/** A skip-ports annotation with a value, in a place where Linkerd may read it. */
export interface SkipPorts {
  readonly annotation: MetadataEntry;
  readonly value: ScalarText;
  readonly direction: Direction;
  readonly list: PortList;
}

/** Places where the annotation is never read, so its value is not checked. */
const NEVER_READ: ReadonlySet<Placement> = new Set(['workload', 'service', 'resource']);

/** The direction of a key; undefined for all keys but the two. */
export function skipDirection(key: string): Direction | undefined {
  if (key === SKIP_INBOUND_KEY) return 'inbound';
  return key === SKIP_OUTBOUND_KEY ? 'outbound' : undefined;
}

/**
 * The skip-ports annotations whose values can be checked: no null, no collection, and not ineffective. A dozen rules
 * need them for the same document.
 */
export const skipPortsOf = memoizeByObject((annotations: readonly MetadataEntry[]): readonly SkipPorts[] =>
  annotations.flatMap((annotation) => readSkipPorts(annotation) ?? []),
);

/** The same for one annotation. */
export const readSkipPorts = memoizeByObject((annotation: MetadataEntry): SkipPorts | undefined => {
  const direction = skipDirection(annotation.key.value);
  if (!direction || !annotation.value || !isReadable(annotation)) return undefined;
  return { annotation, value: annotation.value, direction, list: parsePortList(annotation.value.value) };
});

/** If a template makes some lines of a value over several lines, even the spaces between the ports are unknown. */
function isReadable({ document, placement, value, valueKind }: MetadataEntry): boolean {
  if (valueKind === 'null' || valueKind === 'collection' || NEVER_READ.has(placement)) return false;
  return value !== undefined && !value.isUnclosed && !document.hasTemplatedLines(value.range);
}

/** Whether the ports that Linkerd skips are certain, and at least one. */
export function skipsKnownPorts({ annotation, list }: SkipPorts): boolean {
  return !isTemplated(annotation) && !list.hasUnknown && !list.skipped.isEmpty;
}

/**
 * Whether proxy-init accepts the last token of an outbound list despite the line break after it: it reads that flag
 * as one CSV record (pflag `string_slice.go` readAsCSV), which ends there. An inbound list first goes through a YAML
 * template, which turns the line break into a space.
 */
export function isTakenByProxyInit({ direction, list }: SkipPorts, { index, text }: PortToken): boolean {
  return direction === 'outbound' && index === list.tokens.length - 1 && /^\S+\r?\n/.test(text);
}

/** The range of a token in the document; that of the alias if the value comes from one. */
export function tokenRange({ annotation, value }: SkipPorts, token: PortToken): TextRange {
  return annotation.alias ?? annotation.valueAlias ?? value.sourceRange(token.start, token.end);
}
