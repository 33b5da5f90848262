import { version } from '../../../package.json';
import { readLintArguments } from './arguments/lintArguments.ts';
import { Misuse } from './arguments/misuse.ts';
import { OPTIONS } from './arguments/options.ts';
import { parseArguments } from './arguments/parse.ts';
import { usage } from './arguments/usage.ts';
import { commandNamed } from './commands/command.ts';
import { write } from './terminal.ts';

/** Runs the command line and gives its exit status: 0 nothing that fails, 1 findings that do, 2 misuse or trouble. */
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
  const { lint } = await import('./lint/lintCommand.ts');
  return lint(lintArguments);
}

function print(text: string): number {
  write(1, text);
  return 0;
}

function describe(error: unknown): number {
  if (error instanceof Misuse) write(2, `linkerd-lint: ${error.message}\nTry linkerd-lint --help.\n`);
  else write(2, `linkerd-lint: ${error instanceof Error ? error.stack : String(error)}\n`);
  return 2;
}

void main(process.argv.slice(2))
  .catch(describe)
  .then((status) => {
    process.exitCode = status;
  });
