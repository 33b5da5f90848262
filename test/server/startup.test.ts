import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ServerClient } from './serverClient.ts';

const home = mkdtempSync(join(tmpdir(), 'linkerd-lint-startup-'));

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

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
