import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { connectInProcess } from '../../support/inProcessServer.ts';

/** More than is judged in one turn. */
const pods = Array.from(
  { length: 2_000 },
  (_, index) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-${index}\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "80"\n`,
).join('---\n');

/** Milliseconds: shorter than a slice of a long computation, and longer than all that comes before. */
const A_SLICE = 15;

async function lengthOfTurn(): Promise<number> {
  const began = performance.now();
  await turn();
  return performance.now() - began;
}

/** Each slice of a long computation gives others a turn; these are more than there are slices. */
const MANY_TURNS = 1_000;

test('a long file that a configuration excludes while it is being judged has no findings in the end', async () => {
  const client = connectInProcess();
  const uri = 'file:///shop/web.yaml';
  const config = 'file:///shop/.linkerd-lint.yaml';
  const published: number[] = [];
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    if (params.uri === uri) published.push(params.diagnostics.length);
  });
  client.listen();
  const open = (uri: string, text: string) =>
    client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: 'file:///shop',
    capabilities: { textDocument: { publishDiagnostics: {} } },
  });
  await open(uri, pods);
  while (published.length === 0) await turn();
  expect(published[0]).toBeGreaterThan(0);

  await open(config, 'rules: {invalid-number: off}\n');
  while ((await lengthOfTurn()) < A_SLICE);
  const contentChanges = [{ text: 'ignore: ["*.yaml"]\n' }];
  await client.sendNotification('textDocument/didChange', {
    textDocument: { uri: config, version: 2 },
    contentChanges,
  });
  for (let turns = 0; turns < MANY_TURNS; turns++) await turn();
  expect(published.at(-1)).toBe(0);
  client.dispose();
});
