import { afterEach, expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import { ServerClient } from './serverClient.ts';

const URI = 'file:///shop/web.yaml';
const TEXT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata:
      labels: {app: web}
      annotations: {linkerd.io/inject: enabled}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: canary, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}, port: 8080}
---
apiVersion: v1
kind: Pod
metadata: {name: alone, namespace: shop}
spec: {containers: [{name: web, image: web}]}
`;

let client: ServerClient;

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

async function open(settings: object, initializationOptions = {}): Promise<CodeLens[]> {
  client = await ServerClient.start({ settings: { ...settings }, initializationOptions });
  await client.open(URI, TEXT);
  return client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: URI } });
}

function resolved(lens: CodeLens | undefined): Promise<CodeLens> {
  return client.connection.sendRequest('codeLens/resolve', lens);
}

test('lenses are off until the editor’s settings want them', async () => {
  expect(await open({})).toEqual([]);
});

test('a lens counts what selects the pods, and a click shows the places', async () => {
  const [template, pod, ...more] = await open(
    { codeLens: 'on' },
    { showReferencesCommand: 'show.references' },
  );
  expect(more).toEqual([]);
  expect(template?.range.start).toEqual({ line: 4, character: 2 });
  expect(template?.command).toBeUndefined();
  const { command } = await resolved(template);
  expect(command?.title).toBe('Selected by 2 Services, 1 Server');
  expect(command?.command).toBe('show.references');
  const [uri, position, places] = command?.arguments ?? [];
  expect([uri, position]).toEqual([URI, { line: 4, character: 2 }]);
  expect(
    places.map((place: { range: { start: { line: number } } }) => place.range.start.line).sort(),
  ).toEqual([12, 17, 22]);
  expect((await resolved(pod)).command).toEqual({
    title: 'Selected by no Service or Server in these files',
    command: '',
  });
});

test('other editors get the text alone', async () => {
  const [template] = await open({ codeLens: 'on' });
  expect((await resolved(template)).command).toEqual({
    title: 'Selected by 2 Services, 1 Server',
    command: '',
  });
});
