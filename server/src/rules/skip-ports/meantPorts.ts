import { parsePortList, trimSpace } from '../../linkerd/ports/portList.ts';

/** Longer tokens are not mistyped ports. */
const LONGEST_TOKEN = 200;

/**
 * The corrected form of a token that is not a port: commas for other separators, a hyphen for other dashes, no quotes,
 * no protocol. Undefined if that would be a guess, as for an address.
 */
export function meantPorts(token: string): string | undefined {
  const text = trimSpace(token);
  if (text.length > LONGEST_TOKEN || hasAddress(text)) return undefined;
  return [asRange(text), asList(text)].find((guess) => guess !== undefined && isList(guess));
}

function hasAddress(text: string): boolean {
  return /\d\.\d+\.\d+\.\d/.test(text);
}

function asRange(text: string): string | undefined {
  const match = /^["']?([0-9]+)\s*(?:-|–|—|:|\.\.+|\bto\b)\s*([0-9]+)["']?$/.exec(text);
  return match ? `${match[1]}-${match[2]}` : undefined;
}

function asList(text: string): string {
  return text
    .replace(/["']/g, '')
    .replace(/\/(?:tcp|TCP)\b/g, '')
    .split(/[\s.;:|/]+/)
    .join(',');
}

function isList(text: string): boolean {
  const { tokens, skipped } = parsePortList(text);
  return tokens.every(({ kind }) => kind === 'valid') && !skipped.has(0);
}
