import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { isSequence } from '../../yaml/nodes.ts';
import { child, childText, entryOf } from '../../yaml/walkEntries.ts';

/** Enables circuit breaking by naming its mode. */
export const ACCRUAL_KEY = 'balancer.linkerd.io/failure-accrual';
/** Prefix of the settings for every mode of circuit breaking. */
export const CONSECUTIVE = 'balancer.linkerd.io/failure-accrual-consecutive';
/** Prefix of the settings for the mode `unified` only. */
export const SUCCESS_RATE = 'balancer.alpha.linkerd.io/failure-accrual-success-rate';

/**
 * Whether the annotations in this mapping are all that the resource has: it is written out, is not a patch, and no
 * template or merge key adds to it.
 */
export function isAmongAll({ document, resource, owner, mapEntry }: MetadataEntry): boolean {
  const spec = child(resource?.node, 'spec');
  const isWritten = isSequence(child(spec, 'ports')) || childText(spec, 'trafficPolicy') !== undefined;
  if (!isWritten || !mapEntry || !owner || owner !== resource?.node) return false;
  return !entryOf(mapEntry.map, '<<') && !document.hasTemplatedLines(owner);
}
