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

/** Instructions by their names in the specification. */
const I32_ADD = 0x6a;
const I32_AND = 0x71;
const I32_CTZ = 0x68;
const I32_EQ = 0x46;
const I32_GE_U = 0x4f;
const I32_LOAD8_U = [0x2d, 0, 0];
const I32_SUB = 0x6b;
const I64_AND = 0x83;
const I64_EQ = 0x51;
const I64_LOAD = [0x29, 0, 0];
const I8X16_BITMASK = [0xfd, 0x64];
const I8X16_EQ = [0xfd, 0x23];
const V128_AND = [0xfd, 0x4e];
const V128_CONST = [0xfd, 0x0c];
const V128_OR = [0xfd, 0x50];
const v128Load = (offset: number) => [0xfd, 0x00, 0, offset];
const i32Const = (value: number) => [0x41, ...signed(BigInt(value))];
const i64Const = (bits: bigint) => [0x42, ...signed(BigInt.asIntN(64, bits))];
const BLOCK = [0x02, 0x40];
const LOOP = [0x03, 0x40];
const IF = [0x04, 0x40];
const BR = 0x0c;
const BR_IF = 0x0d;
const RETURN = 0x0f;
const END_BLOCK = 0x0b;

const I32 = 0x7f;
const V128 = 0x7b;
const FUNCTION_TYPE = 0x60;

interface Local {
  readonly get: readonly number[];
  readonly set: readonly number[];
}

const local = (index: number): Local => ({ get: [0x20, index], set: [0x21, index] });

/** Two groups: two locals that are numbers, and two that are vectors. */
const LOCALS = [2, 2, I32, 2, V128];

/** The parameters: where the step begins that is looked at, and where the text ends. */
const START = local(0);
const END = local(1);
/** A place in the step that is looked at closely, and a bit for each of such places. */
const AT = local(2);
const HITS = local(3);
/** The bytes of the step, and those one further. */
const HERE = local(4);
const NEXT = local(5);

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
    ...section(Section.Types, [1, FUNCTION_TYPE, 2, I32, I32, 1, I32]),
    ...section(Section.Functions, [1, 0]),
    ...section(Section.Memories, [1, 0, ...unsigned(pages)]),
    ...section(Section.Exports, [2, ...exported('memory', 2), ...exported('search', 0)]),
    ...section(Section.Code, [1, ...sized([...LOCALS, ...search(words.map(readWord), bytes)])]),
  ]);
}

/** Goes from step to step, and where a rare pair of a word or a byte is, compares the words around it. */
function search(words: readonly Word[], bytes: readonly number[]): number[] {
  const hits = [...bytes.map(byteHits), ...words.map(pairHits)];
  const anyHit = [...hits.flat(), ...hits.slice(1).flatMap(() => V128_OR)];
  const tests = [...bytes.map(isByte), ...words.map(isWord)];
  return [
    ...BLOCK,
    ...LOOP,
    ...[...START.get, ...END.get, I32_GE_U, ...IF, ...i32Const(0), RETURN, END_BLOCK],
    ...[...START.get, ...v128Load(0), ...HERE.set],
    ...[...START.get, ...v128Load(1), ...NEXT.set],
    ...[...anyHit, ...I8X16_BITMASK, ...HITS.set],
    ...[...HITS.get, ...IF, ...LOOP],
    ...[...START.get, ...HITS.get, I32_CTZ, I32_ADD, ...AT.set],
    // Out of the inner loop, the condition, the outer loop and the block.
    ...tests.flatMap((test) => [...test, BR_IF, 3]),
    ...[...HITS.get, ...HITS.get, ...i32Const(1), I32_SUB, I32_AND, ...HITS.set],
    ...[...HITS.get, BR_IF, 0, END_BLOCK, END_BLOCK],
    ...[...START.get, ...i32Const(STEP), I32_ADD, ...START.set, BR, 0],
    ...[END_BLOCK, END_BLOCK],
    ...[...i32Const(1), END_BLOCK],
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

/** Which bytes of a step are this one. */
function equals({ get }: Local, byte: number): number[] {
  return [...get, ...V128_CONST, ...Array<number>(STEP).fill(byte), ...I8X16_EQ];
}

function byteHits(byte: number): number[] {
  return equals(HERE, byte);
}

function pairHits({ pair: [first, second] }: Word): number[] {
  return [...equals(HERE, first), ...equals(NEXT, second), ...V128_AND];
}

function isByte(byte: number): number[] {
  return [...AT.get, ...I32_LOAD8_U, ...i32Const(byte), I32_EQ];
}

/** Compares the window as a number of 64 bits, of which a shorter one leaves some out. */
function isWord({ window, ahead }: Word): number[] {
  const value = window.reduceRight((sum, code) => (sum << 8n) | BigInt(code), 0n);
  const mask = (1n << BigInt(8 * window.length)) - 1n;
  const found = [...AT.get, ...i32Const(ahead), I32_SUB, ...I64_LOAD];
  return [...found, ...i64Const(mask), I64_AND, ...i64Const(value), I64_EQ];
}

enum Section {
  Types = 1,
  Functions = 3,
  Memories = 5,
  Exports = 7,
  Code = 10,
}

function section(id: Section, content: readonly number[]): number[] {
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
