import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a program that was run ended. */
export type ToolResult =
  | {
      readonly kind: 'printed';
      readonly output: string;
      /** What it wrote besides. */
      readonly errors: string;
    }
  | { readonly kind: 'failed'; readonly reason: string };

/** What a program may use. */
export interface ToolLimits {
  readonly milliseconds: number;
  readonly bytes: number;
  /** Stops it early. */
  readonly signal?: AbortSignal;
}

/** Bytes of error messages to keep. */
const MOST_ERROR_BYTES = 4_000;

/**
 * Runs a program without a shell, without input, and with an environment in which it finds no other program, no plugins, no
 * cluster and no proxy that answers. It may write to a folder that is removed at its end. It is killed, with what it started, at
 * the limits and when this process is ended by a signal.
 */
export function runTool(
  program: string,
  args: readonly string[],
  folder: string,
  limits: ToolLimits,
): Promise<ToolResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'linkerd-lint-render-'));
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: environment(scratch),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own can be killed as one.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const release = endWithThisProcess(child, scratch);
    const output: Buffer[] = [];
    let errors = '';
    let size = 0;
    let stopped: string | undefined;
    const stop = (reason: string) => {
      stopped ??= reason;
      kill(child);
      // What left the group may keep these open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(
      () => stop(`it took longer than ${limits.milliseconds / 1000} seconds`),
      limits.milliseconds,
    );
    const onAbort = () => stop('it was stopped');
    limits.signal?.addEventListener('abort', onAbort);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.bytes) stop(`it printed more than ${limits.bytes / 1_000_000} MB`);
      else if (stopped === undefined) output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < MOST_ERROR_BYTES) errors += chunk.toString().slice(0, MOST_ERROR_BYTES);
    });
    const end = (result: ToolResult) => {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', onAbort);
      release();
      remove(scratch);
      resolve(result);
    };
    child.on('error', (error) => end({ kind: 'failed', reason: error.message }));
    child.on('close', (code, signal) => {
      if (stopped !== undefined) end({ kind: 'failed', reason: stopped });
      else if (code === 0)
        end({ kind: 'printed', output: Buffer.concat(output).toString(), errors: errors.trim() });
      else end({ kind: 'failed', reason: errors.trim() || `it ended with ${signal ?? `status ${code}`}` });
    });
  });
}

function environment(scratch: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9';
  return {
    HOME: scratch,
    USERPROFILE: scratch,
    TMPDIR: scratch,
    TEMP: scratch,
    TMP: scratch,
    // kustomize looks for git here, to fetch what is remote.
    PATH: '',
    SystemRoot: process.env.SystemRoot,
    HELM_PLUGINS: join(scratch, 'plugins'),
    HELM_CONFIG_HOME: join(scratch, 'config'),
    HELM_CACHE_HOME: join(scratch, 'cache'),
    HELM_DATA_HOME: join(scratch, 'data'),
    XDG_CONFIG_HOME: join(scratch, 'config'),
    KUSTOMIZE_PLUGIN_HOME: join(scratch, 'plugins'),
    KUBECONFIG: devNull,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    ALL_PROXY: nowhere,
    LC_ALL: 'C',
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Kills the program and removes its folder when this process gets a signal or ends. Gives what ends this. */
function endWithThisProcess(child: ChildProcess, scratch: string): () => void {
  const handlers = SIGNALS.map((signal) => {
    const handler = () => {
      onExit();
      release();
      process.kill(process.pid, signal);
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  const onExit = () => {
    kill(child);
    remove(scratch);
  };
  process.on('exit', onExit);
  const release = () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
    process.off('exit', onExit);
  };
  return release;
}

function remove(scratch: string): void {
  try {
    // A program that was just killed may still be writing.
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // The system removes old temporary folders.
  }
}

/** With what it started. */
function kill(child: ChildProcess): void {
  try {
    if (process.platform !== 'win32' && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
