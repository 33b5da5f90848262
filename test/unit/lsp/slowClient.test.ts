import { PassThrough, Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { connectInProcess } from '../../support/inProcessServer.ts';

/** A way from the server to the client on which nothing arrives while it is held. */
class Held extends Writable {
  readonly out = new PassThrough();
  isHeld = false;
  #release: (() => void) | undefined;

  override _write(chunk: Buffer, _: string, done: () => void): void {
    const pass = () => {
      this.out.write(chunk);
      done();
    };
    if (this.isHeld) this.#release = pass;
    else pass();
  }

  release(): void {
    this.isHeld = false;
    this.#release?.();
  }
}

const uri = 'file:///web.yaml';
const pod = (ports: number) =>
  `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "${ports}, 90"\n`;

test('a client that does not read gets the newest findings, and not those of each change', async () => {
  const toClient = new Held();
  const client = connectInProcess({ server: toClient, client: toClient.out });
  const published: PublishDiagnosticsParams[] = [];
  let wake = () => {};
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    wake();
  });
  const until = async (holds: () => boolean) => {
    while (!holds())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  const textDocument = { uri, languageId: 'yaml', version: 0, text: pod(80) };
  await client.sendNotification('textDocument/didOpen', { textDocument });
  await until(() => published.length > 0);

  toClient.isHeld = true;
  const changes = 200;
  for (let version = 1; version <= changes; version++) {
    const contentChanges = [{ text: pod(version) }];
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
    // The server has its turn: without a limit it would write each of these.
    for (let turns = 0; turns < 5; turns++) await turn();
  }
  toClient.release();
  await until(() => published.at(-1)?.version === changes);

  expect(published.length).toBeLessThan(10);
  client.dispose();
});
