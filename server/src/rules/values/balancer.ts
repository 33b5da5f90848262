import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { isMap, isScalar, isSequence } from '../../yaml/nodes.ts';
import { child, childText } from '../../yaml/walkEntries.ts';

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
  if (!isWritten || !mapEntry || !owner || resource?.node !== owner || !isMap(owner)) return false;
  const hasMerge = mapEntry.map.entries.some(({ key }) => isScalar(key) && key.value === '<<');
  return !hasMerge && !document.hasTemplatedLines({ start: owner.start, end: owner.end });
}
