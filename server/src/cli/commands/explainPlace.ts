import { existsSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { Linter } from '../../engine/linter.ts';
import { SourceFile } from '../../engine/sourceFile.ts';
import { explainLine } from '../../features/explainLine/explainLine.ts';
import { isLinted } from '../../kubernetes/fileKinds.ts';
import { Gitignore } from '../../node/gitignore.ts';
import { RULES } from '../../rules/registry.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import type { LintArguments } from '../arguments/lintArguments.ts';
import { Misuse } from '../arguments/misuse.ts';
import { describeIoError } from '../files/collect.ts';
import { Disk } from '../files/disk.ts';
import { readNamedFile, whyUnreadable } from '../files/fileReader.ts';
import { wrap } from '../formats/wrap.ts';
import { Messages } from '../messages.ts';
import { displayPath, displayUri, uriOf } from '../paths.ts';
import { SettingsSource } from '../settingsSource.ts';
import { escapeControlCharacters, inLog, paintFor, terminalColumns, wantsColor, write } from '../terminal.ts';

/** A line of a file. */
export interface Place {
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Reads `web.yaml:29`, with or without a column. Undefined if the text is not a place.
 *
 * @throws Misuse for the name of a file without a line
 */
export function readPlace(text: string): Place | undefined {
  const { path, line } = /^(?<path>.+?):(?<line>\d{1,9})(?::\d+)?$/.exec(text)?.groups ?? {};
  if (path !== undefined) return { path, line: Number(line) };
  if (/[./\\]/.test(text) && existsSync(text))
    throw new Misuse(`Add a line, such as linkerd-lint explain ${text}:29.`);
  return undefined;
}

/**
 * Prints what is on a line, which rules checked it and the result of each. Returns the exit status.
 *
 * @throws Misuse if there is no such line, or the file cannot be read
 */
export async function explainPlace(
  { path, line }: Place,
  given: Pick<LintArguments, 'config' | 'rules'>,
): Promise<number> {
  const name = displayPath(path);
  const text = readText(path, name);
  const lineCount = new LineIndex(text).lineCount;
  if (line < 1 || line > lineCount)
    throw new Misuse(`${name} has only ${lineCount} lines, so there is no line ${line}.`);
  const messages = new Messages(false);
  const settings = await SettingsSource.start(given, messages, new Disk());
  const linter = new Linter(RULES, (rule, error) => messages.fail(`rule ${rule} failed: ${String(error)}`));
  const question = {
    file: SourceFile.read(text),
    uri: uriOf(path),
    line: line - 1,
    resolved: await settings.of(path),
    pathOf: displayUri,
  };
  await print([...explainLine(linter, question), ...notRead(path)]);
  return messages.hasFailed ? 2 : 0;
}

function readText(path: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readNamedFile(path);
  } catch (error) {
    throw new Misuse(`${name} ${describeIoError(error)}.`);
  }
  const reason = whyUnreadable(bytes);
  if (reason)
    throw new Misuse(
      `${name} cannot be read: it is ${reason === 'binary' ? 'binary' : `${reason}, not UTF-8`}.`,
    );
  return bytes.toString();
}

/** Why a run over the folder leaves out the file that is named here. */
function notRead(path: string): string[] {
  const absolute = resolve(path).replaceAll(sep, '/');
  const folder = dirname(absolute);
  const reasons = [
    ...(isLinted(absolute) ? [] : ['Its extension is not one of those that are read in folders.']),
    ...(Gitignore.above(folder).within(folder).ignores(absolute, false) ? ['Git ignores it.'] : []),
  ];
  return reasons.length === 0
    ? []
    : ['', 'A run over the folder skips this file', ...reasons.map((reason) => `  ${reason}`)];
}

/** Prints headings in bold, and wraps the text below them with its indentation. */
async function print(lines: readonly string[]): Promise<void> {
  const paint = await paintFor(wantsColor(undefined, 1));
  const columns = terminalColumns();
  const shown = lines.map(escapeControlCharacters).flatMap((line, index) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    const isHeading = indent === '' && index > 0;
    if (isHeading || columns === undefined) return [isHeading ? paint.bold(line) : line];
    const [first = '', ...others] = wrap(line.slice(indent.length), columns - indent.length - 2);
    return [indent + first, ...others.map((other) => `${indent}  ${other}`)];
  });
  write(1, inLog(`${shown.join('\n')}\n`));
}
