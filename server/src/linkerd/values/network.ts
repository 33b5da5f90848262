import { addressBits } from './cidr.ts';

/** An IP network: its address as a number, and how many bits of it count; all of them for a bare address. */
export interface Network {
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

/**
 * Reads a network or an address as the policy controller does (linkerd2
 * `policy-controller/k8s/api/src/policy/network.rs` Cidr); undefined if it rejects the text.
 */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const bits = addressBits(address);
  if (bits === undefined) return undefined;
  const prefix = slash === -1 ? bits : readPrefix(text.slice(slash + 1), bits);
  return prefix === undefined ? undefined : { bits, address: addressOf(address, bits), prefix };
}

/** Whether one network contains all addresses of another; false for different IP families. */
export function containsNetwork(outer: Network, inner: Network): boolean {
  if (outer.bits !== inner.bits || outer.prefix > inner.prefix) return false;
  const shift = BigInt(outer.bits - outer.prefix);
  return outer.address >> shift === inner.address >> shift;
}

function readPrefix(text: string, bits: number): number | undefined {
  return /^[0-9]{1,3}$/.test(text) && Number(text) <= bits ? Number(text) : undefined;
}

function addressOf(text: string, bits: 32 | 128): bigint {
  return bits === 32 ? ipv4(text) : ipv6(text);
}

function ipv4(text: string): bigint {
  return text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

/** Expects a valid address. */
function ipv6(text: string): bigint {
  const [before = '', behind] = text.split('::');
  const left = groupsOf(before);
  const right = groupsOf(behind ?? '');
  const zeros = Array<bigint>(8 - left.length - right.length).fill(0n);
  return [...left, ...zeros, ...right].reduce((sum, group) => (sum << 16n) | group, 0n);
}

function groupsOf(text: string): bigint[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const last = ipv4(group);
    return [last >> 16n, last & 0xffffn];
  });
}
