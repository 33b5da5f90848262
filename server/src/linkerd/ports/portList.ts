import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { type PortRange, PortSet } from './portSet.ts';

/**
 * How one token of a skip-ports list is read.
 *
 * - `valid`: linkerd-cni and proxy-init skip its ports
 * - `untrimmed`: both ignore it because of whitespace around it; the destination controller trims and reads it
 * - `reversed`: ignored by all readers, because its first port is greater than its last
 * - `invalid`: ignored by all readers
 * - `empty`: nothing between two commas; ignored, without consequences
 * - `unknown`: comes from a template, at least in part
 */
export type PortTokenKind = 'valid' | 'untrimmed' | 'reversed' | 'invalid' | 'empty' | 'unknown';

/** One token between commas. Offsets count UTF-16 code units of the decoded value. */
export interface PortToken {
  readonly kind: PortTokenKind;
  /** The number of tokens before it. */
  readonly index: number;
  /** As written, whitespace included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The ports that it names, or for `untrimmed` and `reversed` those that were meant. */
  readonly ports: PortRange | undefined;
}

/** A skip-ports annotation's value as Linkerd's components read it. */
export interface PortList {
  readonly tokens: readonly PortToken[];
  /** The ports that linkerd-cni and proxy-init skip, templated tokens aside. */
  readonly skipped: PortSet;
  /** The ports that the destination controller considers skipped, so that peers do not use mTLS for them. */
  readonly trimmed: PortSet;
  /** Whether a token comes from a template, so that nothing is certainly missing from the list. */
  readonly hasUnknown: boolean;
}

const LAST_PORT = 65_535;

/** References that a shell, `envsubst` or kustomize's `vars` replace before Linkerd sees the list. */
const VARIABLE = /\$(?:[A-Za-z_]|\()/;

/**
 * Reads a list as Linkerd does: split at commas, nothing trimmed, each token `N` or `N-M` for Go's `strconv.Atoi`
 * (so `+80` and `080` pass), bounds from 0 to 65535.
 *
 * Source: linkerd2-proxy-init `pkg/util/portrange.go` ParsePortRange, `cni-plugin/main.go` cmdAdd,
 * `pkg/iptables/iptables.go` makeMultiportDestinations; linkerd2 `pkg/util/parsing.go` ParsePorts.
 */
export function parsePortList(value: string): PortList {
  return PLAIN_LIST.test(value) ? readPlainList(value) : readList(value);
}

/**
 * The form of nearly all lists: ports with few enough digits, or a small enough first digit, to be valid without
 * parsing.
 */
const PLAIN_LIST = /^(?:[0-9]{1,4}|[1-5][0-9]{4})(?:,(?:[0-9]{1,4}|[1-5][0-9]{4}))*$/;

function readPlainList(value: string): PortList {
  const ranges: PortRange[] = [];
  const tokens: PortToken[] = [];
  let start = 0;
  for (const text of value.split(',')) {
    const end = start + text.length;
    const port = Number(text);
    const ports = { first: port, last: port };
    ranges.push(ports);
    tokens.push({ index: tokens.length, text, start, end, kind: 'valid', ports });
    start = end + 1;
  }
  const skipped = PortSet.of(ranges);
  return { tokens, skipped, trimmed: skipped, hasUnknown: false };
}

function readList(value: string): PortList {
  const tokens: PortToken[] = [];
  let start = 0;
  for (const text of value.split(',')) {
    tokens.push(readToken(text, tokens.length, start));
    start += text.length + 1;
  }
  const has = (kind: PortTokenKind) => tokens.some((token) => token.kind === kind);
  const skipped = portsOf(tokens, 'valid');
  const trimmed = has('untrimmed') ? portsOf(tokens, 'valid', 'untrimmed') : skipped;
  return { tokens, skipped, trimmed, hasUnknown: has('unknown') };
}

function portsOf(tokens: readonly PortToken[], ...kinds: readonly PortTokenKind[]): PortSet {
  return PortSet.of(tokens.flatMap(({ kind, ports }) => (ports && kinds.includes(kind) ? [ports] : [])));
}

function readToken(text: string, index: number, start: number): PortToken {
  const token = { index, text, start, end: start + text.length };
  if (text.includes(PLACEHOLDER) || VARIABLE.test(text))
    return { ...token, kind: 'unknown', ports: undefined };
  const trimmed = trimSpace(text);
  if (trimmed === '') return { ...token, kind: 'empty', ports: undefined };
  const bounds = readBounds(trimmed);
  if (!bounds) return { ...token, kind: 'invalid', ports: undefined };
  const { first, last } = bounds;
  if (first > last) return { ...token, kind: 'reversed', ports: { first: last, last: first } };
  return { ...token, kind: trimmed === text ? 'valid' : 'untrimmed', ports: bounds };
}

function readBounds(text: string): PortRange | undefined {
  const [first, last, ...more] = text.split('-', 3).map(atoi);
  if (first === undefined || more.length > 0) return undefined;
  if (!text.includes('-')) return { first, last: first };
  return last === undefined ? undefined : { first, last };
}

/**
 * Reads one port as Linkerd's `ParsePort` does: Go's `strconv.Atoi`, then 0 to 65535. Undefined for anything else.
 */
export function atoi(text: string): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 0 && port <= LAST_PORT ? port : undefined;
}

/** Why an invalid token is not a port: it is a name, it is greater than the last port, or anything else. */
export type PortMistake = 'name' | 'beyond' | 'other';

/** What is wrong with an invalid token, ignoring whitespace around it. */
export function mistakeOf(text: string): PortMistake {
  if (/^[a-z][a-z0-9-]*$/i.test(text)) return 'name';
  return /^[0-9]+(?:-[0-9]+)?$/.test(text) ? 'beyond' : 'other';
}

/** Nearly all values. For ASCII, JavaScript trims the same whitespace as Go. */
const ASCII = /^[\0-\x7f]*$/;

/**
 * Go's `strings.TrimSpace`, which trims Unicode whitespace but, unlike JavaScript's `trim`, not a byte order mark.
 */
export function trimSpace(text: string): string {
  if (ASCII.test(text)) return text.trim();
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charAt(start))) start++;
  while (end > start && isSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(character: string): boolean {
  return /[\t-\r \x85\p{Z}]/u.test(character);
}
