import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { type ProxyPorts, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import {
  type Direction,
  type SkipPorts,
  skipPortsOf,
  skipsKnownPorts,
} from '../../linkerd/ports/skipPorts.ts';
import { addedPorts, listFix } from '../fixes/listEdits.ts';

/** A skip-ports annotation that leaves out some of the proxy's own ports. */
export interface IncompleteList {
  readonly skipPorts: SkipPorts;
  readonly ports: ProxyPorts;
  /** One or both of them, the control port first. */
  readonly missing: readonly number[];
}

/** The lists of one direction whose ports are all known and which leave out the proxy's control or admin port. */
export function incompleteLists(
  annotations: readonly MetadataEntry[],
  direction: Direction,
): IncompleteList[] {
  return skipPortsOf(annotations).flatMap((skipPorts) => {
    if (skipPorts.direction !== direction || !skipsKnownPorts(skipPorts)) return [];
    const ports = proxyPorts(skipPorts.annotation);
    const missing = ports
      ? [...new Set([ports.control, ports.admin])].filter((port) => !skipPorts.list.skipped.has(port))
      : [];
    return ports && missing.length > 0 ? [{ skipPorts, ports, missing }] : [];
  });
}

/** The fix that adds the missing ports at the end of the list. */
export function addMissingPorts({ skipPorts, missing }: IncompleteList, safety: Fix['safety']): Fix[] {
  const [first, second] = missing;
  const title =
    second === undefined
      ? l10n.t('Add {0}', String(first))
      : l10n.t('Add {0} and {1}', String(first), String(second));
  return listFix(skipPorts, title, safety, [addedPorts(skipPorts.value.value, missing)]);
}
