import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ServerClient } from './serverClient.ts';

const BATCH = 100;
const TEXT = `${'a: b\n---\n'.repeat(50)}kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "80, 90"\n`;

let client: ServerClient;
let files = 0;

beforeAll(async () => {
  client = await ServerClient.start({
    nodeArguments: ['--expose-gc', '--require', './test/server/heapReport.cjs'],
  });
});

afterAll(async () => {
  await client.stop();
});

/** Opens, edits and closes so many files, linting each of them twice. */
async function live(cycles: number): Promise<void> {
  for (let done = 0; done < cycles; done += BATCH) {
    const uris = Array.from({ length: BATCH }, () => `file:///w/file${files++}.yaml`);
    client.published.length = 0;
    for (const uri of uris) await client.open(uri, TEXT);
    await Promise.all(uris.map((uri) => client.pushed(uri, 1)));
    for (const uri of uris) await client.edit(uri, '"80, 90"', '"80, 90,100"');
    await Promise.all(uris.map((uri) => client.pushed(uri, 2)));
    for (const uri of uris) await client.close(uri);
  }
}

/** What lives on the server's heap, in megabytes. */
async function heapUsed(): Promise<number> {
  const answered = once(client.process, 'message');
  client.process.send('heap');
  const [bytes] = (await answered) as [number];
  return bytes / 1_000_000;
}

it('nothing is left of 10,000 files that were opened, edited and closed', async () => {
  await live(2_000);
  const early = await heapUsed();
  await live(4_000);
  const middle = await heapUsed();
  await live(4_000);
  const late = await heapUsed();
  // A hundred bytes for each file would show. What the engine compiles grows in steps, and not in both spans.
  expect(Math.min(middle - early, late - middle)).toBeLessThan(0.4);
});
