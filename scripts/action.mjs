/**
 * What action.yml runs in a GitHub workflow: gets the command line ready, runs it in the workspace, and ends as it did.
 * The inputs come as INPUT_… in the environment, the rest as GitHub names it.
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
 * The command line from a package of it, without anything that only developers need. npm runs outside of the workspace,
 * where no `.npmrc` of a pull request says what to install from where.
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

/** The command line of this checkout. */
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
