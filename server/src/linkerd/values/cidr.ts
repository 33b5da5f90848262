const IPV4_BITS = 32;
const IPV6_BITS = 128;
const GROUPS = 8;

/** The number of bits of an address as Go's `net.ParseCIDR` reads it; undefined if the text is not an address. */
export function addressBits(text: string): 32 | 128 | undefined {
  if (isIpv4(text)) return IPV4_BITS;
  return isIpv6(text) ? IPV6_BITS : undefined;
}

/** Whether Go's `net.ParseCIDR` accepts the text (`src/net/ip.go`): an address, a slash, a number of bits. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const bits = slash === -1 ? undefined : addressBits(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  return bits !== undefined && /^[0-9]{1,8}$/.test(prefix) && Number(prefix) <= bits;
}

/** Four numbers up to 255. Leading zeros are refused, because other programs would read such numbers as octal. */
function isIpv4(text: string): boolean {
  const parts = text.split('.', 5);
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255)
  );
}

function isIpv6(text: string): boolean {
  const [before = '', behind, ...more] = text.split('::', 3);
  if (more.length > 0) return false;
  const left = countGroups(before, behind === undefined);
  if (behind === undefined) return left === GROUPS;
  const right = countGroups(behind, true);
  return left !== undefined && right !== undefined && left + right < GROUPS;
}

/**
 * Number of groups of 16 bits; undefined if a group is invalid. Only the last two groups may be written as an IPv4
 * address.
 */
function countGroups(text: string, mayEndInIpv4: boolean): number | undefined {
  if (text === '') return 0;
  const groups = text.split(':', GROUPS + 1);
  const last = groups.at(-1) ?? '';
  const endsInIpv4 = mayEndInIpv4 && isIpv4(last);
  const plain = endsInIpv4 ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return groups.length + (endsInIpv4 ? 1 : 0);
}
