import { parseArgs } from 'node:util';
import { version } from '../../../package.json';
import { USAGE } from './usage.ts';

const OPTIONS = {
  format: { type: 'string', default: 'text' },
  fix: { type: 'boolean', default: false },
  'stdin-filename': { type: 'string', default: 'stdin.yaml' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

/** Runs the command line and gives its exit status: 0 nothing found, 1 findings, 2 misuse or a crash. */
async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  if (values.version) return print(version);
  if (values.help) return print(USAGE);
  if (values.format !== 'text' && values.format !== 'json')
    return misuse(`There is no format “${values.format}”. It is text or json.`);
  if (positionals.length === 0) return misuse('Name files or folders to lint, or - for standard input.');
  if (positionals.includes('-') && positionals.length > 1)
    return misuse('Standard input (-) cannot be linted together with files.');
  const { run } = await import('./run.ts');
  return run({
    paths: positionals,
    format: values.format,
    fix: values.fix,
    stdinFilename: values['stdin-filename'],
  });
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function misuse(message: string): number {
  process.stderr.write(`linkerd-lint: ${message}\n\n${USAGE}\n`);
  return 2;
}

function describe(error: unknown): number {
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return misuse(error.message);
  process.stderr.write(`linkerd-lint: ${error instanceof Error ? error.stack : String(error)}\n`);
  return 2;
}

void main(process.argv.slice(2))
  .catch(describe)
  .then((status) => {
    process.exitCode = status;
  });
