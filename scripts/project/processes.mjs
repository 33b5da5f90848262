/** Starts other programs, and makes sure that none of them outlives us. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { npmCommand } from './npmCommand.mjs';

const windows = process.platform === 'win32';

/** The programs that run now. */
const running = new Set();

let stopping = false;

/** Whether a signal such as Ctrl+C arrived; later failures are not reported. */
export function isStopping() {
  return stopping;
}

/**
 * Starts a program in a process group of its own, so that {@link stop} and Ctrl+C reach its children too.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  if (stopping) throw new Error(`${command} is not started any more.`);
  stopAllWhenInterrupted();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: !windows, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Stops a program and all its children: first by a signal, after a while by force. */
export async function stop(child) {
  const deadline = Date.now() + 4000;
  signalGroup(child, 'SIGTERM');
  while (signalGroup(child, 0) && Date.now() < deadline) await setTimeout(50);
  const exited = running.has(child) ? once(child, 'exit') : undefined;
  signalGroup(child, 'SIGKILL');
  // Not before it is gone: its files and its port are in use until then.
  await exited;
}

/**
 * Runs a program to its end. Returns its exit code and, unless it went straight to the terminal, its output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { quiet?: boolean }} [options] quiet: collect the output.
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, { quiet = false, ...options } = {}) {
  const output = quiet ? 'pipe' : 'inherit';
  const child = start(command, args, { stdio: ['ignore', output, output], ...options });
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output: Buffer.concat(chunks).toString() };
}

/** Like {@link run}, but a non-zero exit code throws an error with the program's output. */
export async function runOrThrow(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with exit code ${code}.\n${ends(output.trim())}`);
  }
  return output;
}

/** The beginning and the end of a long output, where causes usually are. */
function ends(output) {
  const lines = output.split('\n');
  return lines.length <= 60 ? output : [...lines.slice(0, 30), '…', ...lines.slice(-30)].join('\n');
}

/** Runs npm, preferably the one that runs this script. The arguments do not go through a shell. */
export function npm(args, options = {}) {
  const [command, ...first] = npmCommand(process.env, process.execPath, windows);
  return runOrThrow(command, [...first, ...args], options);
}

/** Process groups of their own do not get the terminal's Ctrl+C, so they are stopped before we exit. */
function stopAllWhenInterrupted() {
  if (process.listenerCount('SIGINT') > 0) return;
  for (const [name, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    // Not `once`: the same Ctrl+C may come from the terminal and from npm, and the second one would end us at once.
    process.on(name, () => {
      stopping = true;
      Promise.all([...running].map(stop)).finally(() => process.exit(code));
    });
  }
}

/** Returns whether a process was left to get the signal. */
function signalGroup(child, name) {
  if (child.pid === undefined) return false;
  if (windows) {
    // Windows has no signals that a program can handle.
    if (name !== 0) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return false;
  }
  try {
    return process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    return false;
  }
}
