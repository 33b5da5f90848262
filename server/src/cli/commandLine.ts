import { existsSync, readdirSync } from 'node:fs';
import { version } from '../../../package.json';
import { nearestName } from '../text/nearestName.ts';
import { readLintArguments } from './arguments/lintArguments.ts';
import { Misuse } from './arguments/misuse.ts';
import { OPTIONS } from './arguments/options.ts';
import { parseArguments } from './arguments/parse.ts';
import { usage } from './arguments/usage.ts';
import { commandNamed } from './commands/command.ts';
import { COMMAND_NAMES } from './commands/names.ts';
import { escapeControlCharacters, escapeControlCharactersInLines, inLog, write } from './terminal.ts';

/** Runs the command line. Exit status: 0 for success, 1 if findings fail the run, 2 for misuse or other errors. */
export async function run(argv: readonly string[]): Promise<void> {
  process.exitCode = await main(argv).catch(describe);
}

async function main(argv: readonly string[]): Promise<number> {
  const command = commandNamed(argv[0]);
  if (command) {
    forbidFileNames(argv);
    return command(argv.slice(1));
  }
  const given = parseArguments(argv, OPTIONS);
  if (given.has('help')) return print(usage());
  if (given.has('version')) return print(`${version}\n`);
  const lintArguments = readLintArguments(given);
  if (given.has('print-environment')) {
    const { printEnvironment } = await import('./commands/printEnvironment.ts');
    return printEnvironment(lintArguments);
  }
  forbidMistypedCommand(argv[0]);
  const { lint } = await import('./lint/lintCommand.ts');
  return lint(lintArguments);
}

/**
 * A shell's `*` passes what is in a folder, and the first name may be a command's: `init` would be run instead of linted, and
 * nothing else linted. Arguments from the first option on are typed.
 */
function forbidFileNames([name = '', ...others]: readonly string[]): void {
  if (!existsSync(name)) return;
  const option = others.findIndex((argument) => argument.startsWith('-'));
  const names = option === -1 ? others : others.slice(0, option);
  const isListing = names.length > 0 ? names.every(existsSync) : others.length === 0 && isAlone(name);
  if (isListing)
    throw new Misuse(
      `“${name}” is a command and also the name of a file or folder. To lint it, write ./${name}. To run the command, write ${['linkerd-lint', name, '--', ...names].join(' ')}.`,
    );
}

/** Whether `*` is this name. */
function isAlone(name: string): boolean {
  return readdirSync('.').every((other) => other === name || other.startsWith('.'));
}

/** Otherwise a mistyped command would be a path that does not exist, and its arguments would be linted. */
function forbidMistypedCommand(first = ''): void {
  const command = nearestName(first, COMMAND_NAMES);
  if (command !== undefined && !existsSync(first))
    throw new Misuse(`There is no command, file or folder “${first}”. Did you mean linkerd-lint ${command}?`);
}

function print(text: string): number {
  write(1, text);
  return 0;
}

function describe(error: unknown): number {
  if (error instanceof Misuse) say(`${escapeControlCharacters(error.message)}\nTry linkerd-lint --help.`);
  else if (isSystemError(error)) say(escapeControlCharacters(error.message));
  else say(escapeControlCharactersInLines(String(error instanceof Error ? error.stack : error)));
  return 2;
}

/** The names of files are among the arguments if a shell's `*` or pre-commit passes them. */
function say(text: string): void {
  write(2, inLog(`linkerd-lint: ${text}\n`));
}

/** A full disk, for example, for which a stack trace explains nothing. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
