import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect } from 'vitest';
import { type ClientSetup, ServerClient } from './serverClient.ts';

/** A client with what the server said to `initialize`. */
export type StartedClient = Awaited<ReturnType<typeof ServerClient.start>>;

/** A folder of its own for each test, with the real server in it. */
export interface ServerFolder {
  readonly path: string;
  /** Starts the server, which is stopped after the test. */
  start(setup?: ClientSetup): Promise<StartedClient>;
  write(name: string, text: string): void;
  uriOf(name: string): string;
}

/**
 * Makes a folder before each test of a file, and removes it afterwards.
 *
 * @param files what is in it, by name
 */
export function useServerFolder(files: Readonly<Record<string, string>> = {}): ServerFolder {
  let folder = '';
  let client: StartedClient | undefined;
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
    for (const [name, text] of Object.entries(files)) write(name, text);
  });
  afterEach(async () => {
    if (client) expect(await client.stop()).toBe(0);
    client = undefined;
    rmSync(folder, { recursive: true });
  });
  return {
    get path() {
      return folder;
    },
    async start(setup) {
      client = await ServerClient.start({ folder: pathToFileURL(folder).href, ...setup });
      return client;
    },
    write,
    uriOf: (name) => pathToFileURL(join(folder, name)).href,
  };
}
