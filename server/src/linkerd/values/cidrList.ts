import * as l10n from '@vscode/l10n';
import { trimSpace } from '../ports/portList.ts';
import { addressBits, isCidr } from './cidr.ts';
import {
  accepted,
  type ListPart,
  type RefusedValue,
  refused,
  refusedEmpty,
  refusedPart,
  shorten,
  splitList,
  type ValueReading,
} from './reading.ts';

/**
 * Reads a list of subnets as linkerd-cni and proxy-init do: split at commas, whitespace trimmed, each part as
 * `net.ParseCIDR` reads it. Both fail at an invalid part (linkerd2-proxy-init `proxy-init/cmd/root.go`
 * BuildFirewallConfiguration, `cni-plugin/main.go` cmdAdd).
 */
export function readCidrList(
  text: string,
  { isStrict }: { readonly isStrict?: true } = {},
): ValueReading<readonly string[]> {
  if (isStrict) return readStrictList(text);
  if (text === '') return accepted([]);
  // proxy-init reads the list as a CSV record, which ends at the line break.
  if (trimSpace(text).includes('\n'))
    return {
      ...refused(
        text,
        l10n.t(
          'The list must be on one line. proxy-init reads only the first line; linkerd-cni fails without a comma between lines, so the pod never starts.',
        ),
        onOneLine(text),
      ),
      consequence: '',
    };
  const parts = splitList(text);
  const wrong = parts.find((part) => !isCidr(trimSpace(part.text)));
  if (wrong) return refusePart(text, wrong);
  const ipv6 = parts.find((part) => part.text.includes(':'));
  return ipv6
    ? refusedPart(ipv6, ipv6Reason(ipv6), undefined)
    : accepted(parts.map((part) => trimSpace(part.text)));
}

/** linkerd2 `policy-controller/runtime/src/args.rs` IpNets: any other part, and the policy controller does not start. */
function readStrictList(text: string): ValueReading<readonly string[]> {
  const parts = splitList(text);
  const wrong = parts.find((part) => !isCidr(part.text));
  if (!wrong) return accepted(parts.map((part) => part.text));
  const trimmed = trimSpace(wrong.text);
  return isCidr(trimmed) ? refusedPart(wrong, notSubnet(wrong.text), trimmed) : refusePart(text, wrong);
}

/**
 * The IPv4 pass gets the whole list and comes first, whether ipv6 is on or off: seen with proxy-init and linkerd-cni
 * v1.6.2, v1.6.3 and newest, and iptables 1.8.9.
 */
function ipv6Reason({ text }: ListPart): string {
  return l10n.t(
    '“{0}” is an IPv6 subnet, and iptables for IPv4, which gets the whole list, fails on it.',
    shorten(trimSpace(text)),
  );
}

function refusePart(list: string, part: ListPart): RefusedValue {
  const text = trimSpace(part.text);
  if (text === '')
    return refusedEmpty(
      list,
      part,
      l10n.t('An entry next to this comma is empty, and an empty entry is not a valid subnet.'),
    );
  const meant = meantSubnets(text);
  const reason = meant?.includes(',')
    ? l10n.t('“{0}” is not one subnet: separate subnets with commas.', shorten(text))
    : notSubnet(text);
  return refusedPart(part, reason, meant);
}

function notSubnet(text: string): string {
  return l10n.t(
    '“{0}” is not a valid subnet: write an address with its prefix length, such as `10.0.0.0/8`.',
    shorten(text),
  );
}

function onOneLine(text: string): string | undefined {
  const joined = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .join(',');
  return joined.split(',').every(isCidr) ? joined : undefined;
}

/** Suggests the address itself as a subnet, and commas for other separators and quotes. */
function meantSubnets(text: string): string | undefined {
  const bits = addressBits(text);
  if (bits !== undefined) return `${text}/${bits}`;
  const parts = text.split(/[\s;"'|]+/).filter((part) => part !== '');
  return parts.length > 0 && parts.every(isCidr) ? parts.join(',') : undefined;
}
