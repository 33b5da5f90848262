import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ServerClient } from './serverClient.ts';

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
