import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { Placement } from '../../kubernetes/placement.ts';
import type { TextRange } from '../../text/range.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';
import { SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY } from '../metadata/linkerdKeys.ts';
import { type PortList, type PortToken, parsePortList } from './portList.ts';

/** Which connections a skip-ports annotation takes past the proxy. */
export type Direction = 'inbound' | 'outbound';

/** A skip-ports annotation with a value, at a place where Linkerd may read it. */
export interface SkipPorts {
  readonly annotation: MetadataEntry;
  readonly value: ScalarText;
  readonly direction: Direction;
  readonly list: PortList;
}

/** Places where the annotation is never read; what its value says there is of no interest. */
const NEVER_READ: ReadonlySet<Placement> = new Set(['workload', 'service', 'resource']);

/** The direction that a key is about; undefined for keys other than the two. */
export function skipDirection(key: string): Direction | undefined {
  if (key === SKIP_INBOUND_KEY) return 'inbound';
  return key === SKIP_OUTBOUND_KEY ? 'outbound' : undefined;
}

/**
 * The skip-ports annotations among `sites` whose value is there to be judged: neither null nor a collection nor inert. A
 * dozen rules ask this of the same document.
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

/** Of a value over several lines, some of which a template makes, not even the blanks between the ports are known. */
function isReadable({ document, placement, value, valueKind }: MetadataEntry): boolean {
  if (valueKind === 'null' || valueKind === 'collection' || NEVER_READ.has(placement)) return false;
  return value !== undefined && !document.hasTemplatedLines(value.range);
}

/** Whether the ports that Linkerd skips are known for certain and are at least one. */
export function skipsKnownPorts({ annotation, list }: SkipPorts): boolean {
  return !isTemplated(annotation) && !list.hasUnknown && !list.skipped.isEmpty;
}

/**
 * Whether proxy-init takes the last token of an outbound list in spite of the line break behind it: it reads that flag
 * as one record of CSV (pflag `string_slice.go` readAsCSV), which ends there. An inbound list goes through a YAML
 * template first, which makes a blank of the line break.
 */
export function isTakenByProxyInit({ direction, list }: SkipPorts, { index, text }: PortToken): boolean {
  return direction === 'outbound' && index === list.tokens.length - 1 && /^\S+\r?\n/.test(text);
}

/** Where a token stands: the alias, where the value comes from one. */
export function tokenRange({ annotation, value }: SkipPorts, token: PortToken): TextRange {
  return annotation.alias ?? annotation.valueAlias ?? value.sourceRange(token.start, token.end);
}
