import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { ServerClient } from './serverClient.ts';

const home = mkdtempSync(join(tmpdir(), 'linkerd-lint-startup-'));

afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(home, { recursive: true }));

test('a server keeps the code that is compiled at its start, for the next one', async () => {
  vi.stubEnv('XDG_CACHE_HOME', home);
  const server = await ServerClient.start();
  await vi.waitFor(
    () =>
      expect(readdirSync(join(home, 'linkerd-lint'))).toEqual([
        expect.stringMatching(/^server\.js-.*compiled$/),
      ]),
    { timeout: 30_000 },
  );
  await server.stop();
});

test('what is printed does not get between the messages', async () => {
  const server = await ServerClient.start({ nodeArguments: ['--require', './test/server/printing.cjs'] });
  const printed = once(server.process, 'message');
  server.process.send('no message');
  await printed;
  const uri = 'file:///w/pod.yaml';
  await server.open(uri, 'kind: Pod\nmetadata:\n  annotations:\n    linkerd.io/inject: "yes"\n');
  expect(await server.pushed(uri, 1)).toHaveLength(1);
  expect(await server.stop()).toBe(0);
});
