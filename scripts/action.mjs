/**
 * Run by action.yml in a GitHub workflow: prepares the command line, runs it in the workspace, and exits with its
 * status. The inputs are in the environment as INPUT_…, the rest under GitHub's names.
 */
import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageArgument } from './project/packageSource.mjs';
import { root } from './project/paths.mjs';
import { npm, run } from './project/processes.mjs';
import { fail, step } from './project/progress.mjs';

const workspace = process.env.GITHUB_WORKSPACE ?? process.cwd();

async function main() {
  const program = await (input('PACKAGE') ? installed(input('PACKAGE')) : built());
  const { code } = await run(process.execPath, [program, ...commandLine()], { cwd: workspace });
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, `status=${code}\n`);
  process.exitCode = code;
}

/**
 * Installs the command line from a package, without development dependencies. npm runs outside of the workspace,
 * where no `.npmrc` of a pull request can redirect it.
 */
async function installed(source) {
  const argument = packageArgument(source, workspace);
  const folder = join(process.env.RUNNER_TEMP ?? tmpdir(), 'linkerd-lint');
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--prefix', folder];
  await step(`Installing ${source}`, () =>
    npm(['install', ...flags, argument], { cwd: folder, quiet: true }),
  );
  return join(folder, 'node_modules', 'linkerd-lint', 'dist', 'cli.js');
}

/** Builds the command line of this checkout. */
async function built() {
  const program = join(root, 'dist', 'cli.js');
  // Installing builds: scripts/afterInstall.mjs.
  if (!existsSync(program)) await step('Building', () => npm(['ci'], { cwd: root, quiet: true }));
  return program;
}

function commandLine() {
  const sarif = input('SARIF_FILE');
  return [
    ...['--format', input('FORMAT') || 'github'],
    ...(sarif ? ['--format', `sarif:${sarif}`] : []),
    ...words(input('ARGS'), /\s+/),
    '--',
    ...words(input('PATHS') || '.', /\n/),
  ];
}

function input(name) {
  return (process.env[`INPUT_${name}`] ?? '').trim();
}

function words(text, separator) {
  return text
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

main().catch(fail);
