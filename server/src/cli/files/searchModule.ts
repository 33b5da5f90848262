/**
 * Puts together the WebAssembly module that searches memory for words, sixteen bytes at a time (WebAssembly Core
 * Specification 2.0, chapter 5, Binary Format).
 */

/** How many bytes the search looks at around the text: they must be there, and behind it they must be blanks. */
export const MARGIN = 64;

/** What the module exports: its memory, and a search between two addresses, which gives 1 where it finds something. */
export interface SearchExports {
  readonly memory: WebAssembly.Memory;
  readonly search: (start: number, end: number) => number;
}

const PAGE = 65_536;
const STEP = 16;
/** As many bytes of a word as one instruction compares. What is found wrongly is rare, and costs a second look. */
const WINDOW = 8;

/** Letters and signs as they abound in YAML, the most frequent ones first; whatever is missing is rare. */
const FREQUENT = ' eatnirsolcdpmu-:gfhbyv"/.k0w1_';

const VECTOR = 0x7b;
const I32 = 0x7f;

interface Local {
  readonly get: readonly number[];
  readonly set: readonly number[];
}

const local = (index: number): Local => ({ get: [0x20, index], set: [0x21, index] });

/** The parameters: where the step begins that is looked at, and where the text ends. */
const START = local(0);
const END = local(1);
/** A place in the step that is looked at closely, and a bit for each of such places. */
const AT = local(2);
const HITS = local(3);
/** The bytes of the step, and those one further. */
const HERE = local(4);
const NEXT = local(5);

const BLOCK = [0x02, 0x40];
const LOOP = [0x03, 0x40];
const IF = [0x04, 0x40];
const FINISH = 0x0b;
const RETURN = 0x0f;
const ADD = 0x6a;
const SUBTRACT = 0x6b;
const AND = 0x71;
const branch = (depth: number) => [0x0c, depth];
const branchIf = (depth: number) => [0x0d, depth];
const constant = (value: number) => [0x41, ...signed(BigInt(value))];

/**
 * The module for words of ASCII, of two characters at least, and for single bytes other than a blank, in memory for
 * `size` bytes of text behind the first {@link MARGIN}. It may take something for a word that has eight bytes of it.
 */
export function searchModule(
  words: readonly string[],
  bytes: readonly number[],
  size: number,
): Uint8Array<ArrayBuffer> {
  const pages = Math.ceil((size + 2 * MARGIN) / PAGE);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 2, I32, I32, 1, I32]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, [2, ...exported('memory', 2), ...exported('search', 0)]),
    ...section(10, [1, ...sized([2, 2, I32, 2, VECTOR, ...search(words.map(readWord), bytes)])]),
  ]);
}

/** Goes from step to step, and where a rare pair of a word or a byte is, compares the words around it. */
function search(words: readonly Word[], bytes: readonly number[]): number[] {
  const hits = [...bytes.map(byteHits), ...words.map(pairHits)];
  const anyHit = [...hits.flat(), ...hits.slice(1).flatMap(() => [0xfd, 0x50])];
  const toFound = branchIf(3);
  return [
    ...BLOCK,
    ...LOOP,
    ...[...START.get, ...END.get, 0x4f, ...IF, ...constant(0), RETURN, FINISH],
    ...[...START.get, ...load(0), ...HERE.set, ...START.get, ...load(1), ...NEXT.set],
    ...[...anyHit, 0xfd, 0x64, ...HITS.set],
    ...[...HITS.get, ...IF, ...LOOP],
    ...[...START.get, ...HITS.get, 0x68, ADD, ...AT.set],
    ...[...bytes.map(isByte), ...words.map(isWord)].flatMap((test) => [...test, ...toFound]),
    ...[...HITS.get, ...HITS.get, ...constant(1), SUBTRACT, AND, ...HITS.set],
    ...[...HITS.get, ...branchIf(0), FINISH, FINISH],
    ...[...START.get, ...constant(STEP), ADD, ...START.set, ...branch(0)],
    ...[FINISH, FINISH],
    ...[...constant(1), FINISH],
  ];
}

interface Word {
  /** The rarest two characters that stand beside each other. */
  readonly pair: readonly [number, number];
  /** The bytes of the word that are compared. */
  readonly window: readonly number[];
  /** How many bytes of the window stand ahead of the pair. */
  readonly ahead: number;
}

function readWord(word: string): Word {
  const codes = [...Buffer.from(word, 'latin1')];
  const rarity = (at: number) => {
    const rank = FREQUENT.indexOf(word.charAt(at));
    return rank === -1 ? FREQUENT.length : rank;
  };
  const pairs = codes.slice(1).map((_, at) => ({ at, rarity: rarity(at) + rarity(at + 1) }));
  const { at } = pairs.reduce((best, pair) => (pair.rarity > best.rarity ? pair : best));
  const from = Math.max(0, Math.min(at - 3, codes.length - WINDOW));
  return {
    pair: [codes[at] as number, codes[at + 1] as number],
    window: codes.slice(from, from + WINDOW),
    ahead: at - from,
  };
}

function load(offset: number): number[] {
  return [0xfd, 0x00, 0, offset];
}

/** Which bytes of a step are this one. */
function equals({ get }: Local, byte: number): number[] {
  return [...get, 0xfd, 0x0c, ...Array<number>(STEP).fill(byte), 0xfd, 0x23];
}

function byteHits(byte: number): number[] {
  return equals(HERE, byte);
}

function pairHits({ pair: [first, second] }: Word): number[] {
  return [...equals(HERE, first), ...equals(NEXT, second), 0xfd, 0x4e];
}

function isByte(byte: number): number[] {
  return [...AT.get, 0x2d, 0, 0, ...constant(byte), 0x46];
}

/** Compares the window as a number of 64 bits, of which a shorter one leaves some out. */
function isWord({ window, ahead }: Word): number[] {
  const value = window.reduceRight((sum, code) => (sum << 8n) | BigInt(code), 0n);
  const mask = (1n << BigInt(8 * window.length)) - 1n;
  const long = (bits: bigint) => [0x42, ...signed(BigInt.asIntN(64, bits))];
  return [...AT.get, ...constant(ahead), SUBTRACT, 0x29, 0, 0, ...long(mask), 0x83, ...long(value), 0x51];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

function exported(name: string, kind: number): number[] {
  return [...sized([...Buffer.from(name)]), kind, 0];
}

function sized(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

/** LEB128, unsigned. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** LEB128, signed. */
function signed(value: bigint): number[] {
  const low = Number(value & 0x7fn);
  const rest = value >> 7n;
  const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}
