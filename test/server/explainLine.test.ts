import { expect, test } from 'vitest';
import { ServerClient } from './serverClient.ts';

const URI = 'file:///shop/web.yaml';
const TEXT = 'kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "8080"\n';
const COMMAND = 'linkerdLint.explainLine';

type Client = Awaited<ReturnType<typeof ServerClient.start>>;

function explain(client: Client, ...given: unknown[]): Promise<string | null> {
  return client.connection.sendRequest('workspace/executeCommand', { command: COMMAND, arguments: given });
}

test('a line is explained, in the log too where the client is not ours', async () => {
  const client = await ServerClient.start();
  const logged: string[] = [];
  client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  await client.open(URI, TEXT);
  const text = await explain(client, URI, 3);
  expect(text).toContain('What is written here\n  The annotation config.linkerd.io/skip-inbound-ports');
  expect(text).toContain('warning skip-inbound-missing-proxy-ports');
  expect(logged).toContain(text);
  expect(await client.stop()).toBe(0);
});

test('our own client shows it itself, and has a command of the name', async () => {
  const client = await ServerClient.start({ initializationOptions: { explainCommand: 'x' } });
  const logged: string[] = [];
  client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  await client.open(URI, TEXT);
  expect(await explain(client, URI, 3)).toContain('skip-inbound-missing-proxy-ports');
  expect(logged).toEqual([]);
  expect(await client.stop()).toBe(0);
});

test.each([
  ['a line that the document does not have', [URI, 99]],
  ['a document that is not open', ['file:///nowhere.yaml', 0]],
  ['a line below 0', [URI, -1]],
  ['half a line', [URI, 1.5]],
  ['no line', [URI]],
  ['nothing', []],
  ['things of other types', [{ uri: URI }, '3']],
])('%s is answered with nothing', async (_, given) => {
  const client = await ServerClient.start();
  await client.open(URI, TEXT);
  expect(await explain(client, ...given)).toBeNull();
  expect(await client.stop()).toBe(0);
});
