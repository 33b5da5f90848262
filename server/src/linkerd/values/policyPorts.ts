import * as l10n from '@vscode/l10n';
import { mistakeOf, trimSpace } from '../ports/portList.ts';
import { type PortRange, PortSet } from '../ports/portSet.ts';
import { describePorts } from './portListText.ts';
import {
  accepted,
  type ListPart,
  type RefusedValue,
  refusedPart,
  shorten,
  splitList,
  type ValueReading,
} from './reading.ts';

const LAST_PORT = 65_535;
/** Longer values are not mistyped lists. */
const LONGEST = 200;

/**
 * The ports of one part of a list as the policy controller reads it: whitespace trimmed around every number, 1 to
 * 65535, a range in ascending order. Undefined for a part that invalidates the list, null for an empty part.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/ports.rs` parse_portset.
 */
export function parsePolicyPorts(text: string): PortRange | null | undefined {
  if (trimSpace(text) === '') return null;
  const hyphen = text.indexOf('-');
  const first = portOf(hyphen === -1 ? text : text.slice(0, hyphen));
  const last = hyphen === -1 ? first : portOf(text.slice(hyphen + 1));
  return first !== undefined && last !== undefined && first <= last ? { first, last } : undefined;
}

function portOf(text: string): number | undefined {
  const digits = /^\+?([0-9]+)$/.exec(trimSpace(text))?.[1];
  const port = Number(digits);
  return port >= 1 && port <= LAST_PORT ? port : undefined;
}

/** Reads a list of ports as the policy controller does: one invalid part invalidates the list. */
export function readPolicyPorts(text: string): ValueReading<PortSet> {
  return readPortParts(text, parsePolicyPorts);
}

/** Reads a list of ports; `parse` must accept every part. */
export function readPortParts(text: string, parse: typeof parsePolicyPorts): ValueReading<PortSet> {
  const ranges: PortRange[] = [];
  for (const part of splitList(text)) {
    const ports = parse(part.text);
    if (ports === undefined) return refusePart(part);
    if (ports) ranges.push(ports);
  }
  const ports = PortSet.of(ranges);
  return accepted(ports, describePorts(ports));
}

function refusePart(part: ListPart): RefusedValue {
  const text = trimSpace(part.text);
  const meant = meantPorts(text.slice(0, LONGEST));
  return refusedPart(part, reasonFor(text), meant === part.text ? undefined : meant);
}

/** Suggests commas for other separators and hyphens for other dashes, without quotes and protocols. */
function meantPorts(text: string): string | undefined {
  const parts = text
    .replace(/\/tcp\b/gi, '')
    .replace(/["']/g, '')
    .replace(/\s{0,9}[-–—:]\s{0,9}/g, '-')
    .split(/[\s;|]+/)
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => parsePolicyPorts(part)) ? parts.join(',') : undefined;
}

function reasonFor(text: string): string {
  if (/^0+(?:-[0-9]+)?$/.test(text)) return l10n.t('0 is not a valid port.');
  if (mistakeOf(text) === 'name')
    return l10n.t(
      '“{0}” is a name, but the policy controller reads only numbers. Write the port’s number.',
      shorten(text),
    );
  return l10n.t('“{0}” is neither a port nor a range like 8000-8010.', shorten(text));
}
