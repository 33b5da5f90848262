/** Starting other programs, and making sure that none of them outlives us. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

const windows = process.platform === 'win32';

/** The programs that run now. */
const running = new Set();

/**
 * Starts a program in a process group of its own, so that {@link stop} and Ctrl+C reach its children too.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  stopAllWhenInterrupted();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: !windows, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Stops a program and all its children: politely first, then by force. */
export async function stop(child) {
  const deadline = Date.now() + 4000;
  // The leader may be gone while an extension host still tidies up.
  for (let alive = signal(child, 'SIGTERM'); alive && Date.now() < deadline; alive = signal(child, 0)) {
    await setTimeout(50);
  }
  signal(child, 'SIGKILL');
}

/**
 * Runs a program to its end and gives its exit code and, unless it went straight to the terminal, its output.
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

/** Like {@link run}, but a non-zero exit code is an error that carries the last lines which the program printed. */
export async function runOrThrow(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    const lines = output.trim().split('\n').slice(-40);
    throw new Error([`${command} ${args.join(' ')} ended with exit code ${code}.`, ...lines].join('\n'));
  }
  return output;
}

/** Runs npm, the same one that runs this script where there is one. */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script)) return runOrThrow(process.execPath, [script, ...args], options);
  // npm is a batch file on Windows, which only a shell can start.
  return runOrThrow('npm', args, { shell: windows, ...options });
}

/** Groups of their own do not hear the terminal's Ctrl+C, so it is passed on to them before we leave. */
function stopAllWhenInterrupted() {
  if (process.listenerCount('SIGINT') > 0) return;
  for (const [name, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.once(name, () => {
      for (const child of running) signal(child, 'SIGKILL');
      process.exit(code);
    });
  }
}

/** Signals a whole group, and says whether there was anybody left to hear it. */
function signal(child, name) {
  if (child.pid === undefined) return false;
  if (windows) {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', detached: true }).unref();
    return false;
  }
  try {
    return process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    return false;
  }
}
