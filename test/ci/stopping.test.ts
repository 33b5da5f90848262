import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { ROOT } from './package.ts';

/** Stops nothing by itself, and says who it is: what VS Code's server is to `npm start`, with a child of its own. */
const CHILD = `
  const { spawn } = require('node:child_process');
  const own = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  process.on('SIGTERM', () => {});
  console.log(process.pid, own.pid);
  setInterval(() => {}, 1000);
`;

/** Starts programs as `npm start` does, and waits for their end. */
const SCRIPT = `
  import { start } from ${JSON.stringify(join(ROOT, 'scripts', 'project', 'processes.mjs'))};
  const child = start(process.execPath, ['-e', ${JSON.stringify(CHILD)}], { stdio: ['ignore', 'inherit', 'inherit'] });
  child.on('exit', () => {});
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function startScript(): Promise<{ script: ChildProcess; children: number[] }> {
  const script = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(script.stdout), 'line')) as [string];
  return { script, children: line.split(' ').map(Number) };
}

// Windows has no such signals.
const SIGNALS = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM', 'SIGHUP'] as const);

describe('a script that is stopped', () => {
  for (const signal of SIGNALS)
    test(`by ${signal} ends its children, and theirs, even those that do not listen`, async () => {
      const { script, children } = await startScript();
      expect(children.map(isAlive)).toEqual([true, true]);
      const ended = once(script, 'exit');
      script.kill(signal);
      expect(await ended).toEqual([{ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal], null]);
      expect(children.map(isAlive)).toEqual([false, false]);
    }, 30_000);

  test('ends by itself when its children do', async () => {
    const { script, children } = await startScript();
    const ended = once(script, 'exit');
    for (const child of children) process.kill(child, 'SIGKILL');
    expect(await ended).toEqual([0, null]);
  });
});
