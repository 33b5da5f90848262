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

/** A skip-ports annotation without some of the proxy's own ports. */
export interface IncompleteList {
  readonly skipPorts: SkipPorts;
  readonly ports: ProxyPorts;
  /** One or both of them, the control port first. */
  readonly missing: readonly number[];
}

/** The lists of one direction whose ports are all known and that lack the proxy's control or admin port. */
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

/**
 * Adds the missing ports at the end of the list; the title says what that costs. A last resort, offered because
 * linkerd2#13976 recommends it and people look for it.
 */
export function addMissingPorts(incomplete: IncompleteList, price: string): Fix[] {
  const title = l10n.t('{0} ({1})', titleOf(incomplete), price);
  return additionOf(incomplete, title, 'suggestion').map((fix) => ({
    ...fix,
    isPreferred: false,
    isLastResort: true,
  }));
}

/** The same as a safe fix, for lists where it costs nothing. */
export function addMissingPortsSafely(incomplete: IncompleteList): Fix[] {
  return additionOf(incomplete, titleOf(incomplete), 'safe');
}

function titleOf({ missing: [first, second] }: IncompleteList): string {
  return second === undefined
    ? l10n.t('Add {0}', String(first))
    : l10n.t('Add {0} and {1}', String(first), String(second));
}

function additionOf({ skipPorts, missing }: IncompleteList, title: string, safety: Fix['safety']): Fix[] {
  return listFix(skipPorts, title, safety, [addedPorts(skipPorts.value.value, missing)]);
}
