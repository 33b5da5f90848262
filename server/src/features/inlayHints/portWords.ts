import * as l10n from '@vscode/l10n';
import type { PortToken } from '../../linkerd/ports/portList.ts';
import { formatRange, type PortRange, PortSet } from '../../linkerd/ports/portSet.ts';

const LAST_PORT = 65_535;
const MOST_RANGES = 6;
/** A larger set of ports is easier to understand by the ports that it leaves out. */
const HALF = 32_768;
const MOST_GAPS = 3;

/** A set of ports in as few words as possible. */
export function describeSet(ports: PortSet): string {
  const gaps = gapsIn(ports);
  if (ports.size >= HALF && gaps.length <= MOST_GAPS)
    return gaps.length === 0 ? l10n.t('all ports') : l10n.t('all but {0}', gaps.map(formatRange).join(', '));
  const shown = ports.ranges.slice(0, MOST_RANGES).map(formatRange).join(', ');
  return ports.ranges.length > MOST_RANGES
    ? l10n.t('{0} and {1} more', shown, ports.ranges.length - MOST_RANGES)
    : shown;
}

/**
 * Whether the written list does not show its effective ports: parts are ignored or overlap, or there are too many.
 */
export function saysMore(tokens: readonly PortToken[], ports: PortSet): boolean {
  const written = tokens.filter(({ kind }) => kind !== 'empty');
  if (written.some(({ kind }) => kind !== 'valid')) return true;
  const count = written.reduce(
    (sum, { ports: range }) => sum + (range ? range.last - range.first + 1 : 0),
    0,
  );
  return count > ports.size || (ports.ranges.length > 1 && ports.size >= HALF);
}

/** The ports from 1 that are not in the set. */
function gapsIn(ports: PortSet): readonly PortRange[] {
  const gaps: PortRange[] = [];
  let next = 1;
  for (const { first, last } of ports.ranges) {
    if (first > next) gaps.push({ first: next, last: first - 1 });
    next = Math.max(next, last + 1);
  }
  if (next <= LAST_PORT) gaps.push({ first: next, last: LAST_PORT });
  return PortSet.of(gaps).ranges;
}
