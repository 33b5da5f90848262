import { existsSync } from 'node:fs';
import { version } from '../../../package.json';
import { nearestName } from '../text/nearestName.ts';
import { readLintArguments } from './arguments/lintArguments.ts';
import { Misuse } from './arguments/misuse.ts';
import { OPTIONS } from './arguments/options.ts';
import { parseArguments } from './arguments/parse.ts';
import { usage } from './arguments/usage.ts';
import { commandNamed } from './commands/command.ts';
import { COMMAND_NAMES } from './commands/names.ts';
import { escapeControlCharacters, write } from './terminal.ts';

/** Runs the command line. Exit status: 0 for success, 1 if findings fail the run, 2 for misuse or other errors. */
export async function run(argv: readonly string[]): Promise<void> {
  process.exitCode = await main(argv).catch(describe);
}

async function main(argv: readonly string[]): Promise<number> {
  const command = commandNamed(argv[0]);
  if (command) return command(argv.slice(1));
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
  if (error instanceof Misuse)
    write(2, `linkerd-lint: ${escapeControlCharacters(error.message)}\nTry linkerd-lint --help.\n`);
  else if (isSystemError(error)) write(2, `linkerd-lint: ${escapeControlCharacters(error.message)}\n`);
  else write(2, `linkerd-lint: ${error instanceof Error ? error.stack : String(error)}\n`);
  return 2;
}

/** A full disk, for example, for which a stack trace explains nothing. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
