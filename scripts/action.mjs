/**
 * Run by action.yml in a GitHub workflow: prepares the command line, runs it in the workspace, and exits with its
 * status. The inputs are in the environment as INPUT_…, the rest under GitHub's names.
 */
import { spawnSync } from 'node:child_process';
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
  if (input('SUMMARY')) summarize(program, input('SUMMARY'));
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

/** Writes what changes for traffic into the job's summary. Trouble is a warning: the findings decide the status. */
function summarize(program, against) {
  const mesh = ['mesh', `--against=${against}`, '--format', 'markdown'];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...mesh], {
    cwd: workspace,
    encoding: 'utf8',
    maxBuffer: LONGEST_SUMMARY,
  });
  const reason = error?.code === 'ENOBUFS' ? TOO_LONG : stderr || String(error);
  // The summary names the files that were not read; the log does so, too.
  if (status === 0) process.stderr.write(stderr);
  if (status !== 0)
    console.log(`::warning title=Linkerd Lint::No summary of traffic: ${messageText(reason)}`);
  else if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, stdout);
  else console.log(stdout);
}

/** GitHub takes no longer one, in bytes. */
const LONGEST_SUMMARY = 1_000_000;

const TOO_LONG =
  'it is longer than 1 MB, which is all that GitHub takes. Compare with a later revision, or run linkerd-lint mesh --against in a step of its own and write its output to a file.';

/** One line, in which nothing ends the workflow command. */
function messageText(text) {
  return text.trim().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
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
