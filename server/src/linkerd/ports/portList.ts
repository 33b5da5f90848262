import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { type PortRange, PortSet } from './portSet.ts';

/**
 * What becomes of one token of a skip-ports list.
 *
 * - `valid`: linkerd-cni and proxy-init skip its ports
 * - `untrimmed`: ignored by both because of whitespace around it; the destination controller trims and reads it
 * - `reversed`: dropped everywhere, because its first port is above its last
 * - `invalid`: dropped everywhere
 * - `empty`: nothing between two commas; dropped, and nobody misses it
 * - `unknown`: comes from a template, at least in part
 */
export type PortTokenKind = 'valid' | 'untrimmed' | 'reversed' | 'invalid' | 'empty' | 'unknown';

/** One token between commas. Offsets count UTF-16 code units of the decoded value. */
export interface PortToken {
  readonly kind: PortTokenKind;
  /** How many tokens stand before it. */
  readonly index: number;
  /** As written, blanks included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The ports that it names, or for `untrimmed` and `reversed` those it was meant to name. */
  readonly ports: PortRange | undefined;
}

/** A skip-ports annotation's value as Linkerd's components read it. */
export interface PortList {
  readonly tokens: readonly PortToken[];
  /** What linkerd-cni and proxy-init really skip, templated tokens aside. */
  readonly skipped: PortSet;
  /** What the destination controller believes to be skipped, so that peers send these ports no mTLS. */
  readonly trimmed: PortSet;
  /** Whether some token comes from a template, so that nothing can be said about what is missing. */
  readonly hasUnknown: boolean;
}

const LAST_PORT = 65_535;

/** What a shell, `envsubst` or kustomize's `vars` replace before Linkerd sees the list. */
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

/** What nearly all lists are: commas between ports that are far enough from the last one to tell so by their digits. */
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
 * Reads one port as linkerd's `ParsePort` does: Go's `strconv.Atoi`, then 0 to 65535. Undefined for anything else.
 */
export function atoi(text: string): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 0 && port <= LAST_PORT ? port : undefined;
}

/** What keeps an invalid token from being a port: it is a name, beyond the last port, or nothing like a port at all. */
export type PortMistake = 'name' | 'beyond' | 'other';

/** What is wrong with an invalid token, blanks around it removed. */
export function mistakeOf(text: string): PortMistake {
  if (/^[a-z][a-z0-9-]*$/i.test(text)) return 'name';
  return /^[0-9]+(?:-[0-9]+)?$/.test(text) ? 'beyond' : 'other';
}

/** Nearly all that is asked about; JavaScript's blanks are Go's there. */
const ASCII = /^[\0-\x7f]*$/;

/** Go's `strings.TrimSpace`, which trims Unicode white space but, unlike JavaScript's trim, no byte order mark. */
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
