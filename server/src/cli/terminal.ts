import { fstatSync, writeSync } from 'node:fs';
import { replaceControlCharacters } from '../text/controlCharacters.ts';

/** File descriptors of standard output and standard error. */
export type Stream = 1 | 2;

/**
 * Writes all of a text synchronously. For a small run, opening Node's streams would cost more than everything else. A
 * reader that stops early, as `head` does, is not an error.
 */
export function write(stream: Stream, text: string | Buffer): void {
  let bytes = typeof text === 'string' ? Buffer.from(text) : text;
  try {
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(stream, bytes));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EAGAIN') (stream === 1 ? process.stdout : process.stderr).write(bytes);
    else if (code !== 'EPIPE') throw error;
  }
}

const STREAMS = ['stdin', 'stdout', 'stderr'] as const;

/**
 * Whether a stream is a terminal. Other streams than devices are ruled out first, because Node's streams take time to
 * load.
 */
export function isTerminal(stream: Stream | 0): boolean {
  try {
    return fstatSync(stream).isCharacterDevice() && process[STREAMS[stream]].isTTY === true;
  } catch {
    return false;
  }
}

/** Whether to color: as requested, or as FORCE_COLOR or NO_COLOR say, or else if the stream is a terminal. */
export function wantsColor(asked: boolean | undefined, stream: Stream): boolean {
  if (asked !== undefined) return asked;
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = process.env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return terminal !== 'dumb' && isTerminal(stream);
}

/** Width of the terminal at standard output; undefined if it is not a terminal. */
export function terminalColumns(): number | undefined {
  return (isTerminal(1) && process.stdout.columns) || undefined;
}

/** Functions that color a text, or leave it unchanged. */
export type Paint = Readonly<Record<(typeof STYLES)[number], (text: string) => string>>;

const STYLES = ['bold', 'dim', 'underline', 'red', 'yellow', 'cyan', 'blue'] as const;

/** Functions that color a text if wanted. The library is loaded only then, because it opens Node's streams. */
export async function paintFor(isWanted: boolean): Promise<Paint> {
  if (isWanted) return (await import('picocolors')).default.createColors(true);
  return Object.fromEntries(STYLES.map((style) => [style, (text: string) => text])) as Paint;
}

/** A text from a file, or a file's name, without characters that control a terminal. Tabs are kept. */
export function escapeControlCharacters(text: string): string {
  return replaceControlCharacters(text);
}

/** The same for a text of several lines; line breaks are kept. */
export function escapeControlCharactersInLines(text: string): string {
  return text.replace(/[^\r\n]+|\r(?!\n)/g, escapeControlCharacters);
}

/** The beginning of a command that CI servers take from anywhere in a line: Azure, GitHub's old form, TeamCity. */
export const COMMAND_IN_LINE = /##(?=\w*\[)/g;

/** The same, and what GitHub takes from the beginning of a line. */
const COMMANDS = new RegExp(`^[ \\t]*:(?=:)|${COMMAND_IN_LINE.source}`, 'gm');

/** A text for a log that a CI server may read: a zero-width space breaks anything it would read as a command. */
export function inLog(text: string): string {
  const { CI, TF_BUILD, GITHUB_ACTIONS, TEAMCITY_VERSION } = process.env;
  return CI || TF_BUILD || GITHUB_ACTIONS || TEAMCITY_VERSION ? text.replace(COMMANDS, '$&\u200B') : text;
}
