import { beforeEach, expect, test } from 'vitest';
import { TRAFFIC_REQUEST, type TrafficParams, type TrafficPicture } from '../../server/src/lsp/protocol.ts';
import type { ServerClient } from './serverClient.ts';
import { useServerFolder } from './serverFolder.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata:
      labels: {app: web}
      annotations: {linkerd.io/inject: enabled}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`;

const folder = useServerFolder({ 'web.yaml': WEB, 'service.yaml': SERVICE });
let client: ServerClient;

beforeEach(async () => {
  client = await folder.start();
});

function ask(params: TrafficParams): Promise<TrafficPicture | null> {
  return client.connection.sendRequest(TRAFFIC_REQUEST, params);
}

const titles = (picture: TrafficPicture | null) => picture?.nodes.map(({ lines: [title] }) => title).sort();

test('draws the workload under the cursor, as it stands in the editor', async () => {
  client.open(
    folder.uriOf('web.yaml'),
    WEB.replace('annotations: {', 'annotations: {config.linkerd.io/skip-inbound-ports: "8080", '),
  );
  const picture = await ask({ uri: folder.uriOf('web.yaml'), position: { line: 2, character: 20 } });
  expect(picture?.title).toBe('Deployment/web in shop');
  expect(titles(picture)).toEqual([
    '8080',
    'Deployment/web',
    'Service/web:80',
    'every client, in plaintext; Linkerd’s policies do not apply',
  ]);
  const service = picture?.nodes.find(({ kind }) => kind === 'service');
  expect(service?.place).toEqual({
    uri: folder.uriOf('service.yaml'),
    start: { line: 2, character: 17 },
    end: { line: 2, character: 20 },
  });
});

test('goes on after the file is closed, and knows nothing of files that were never read', async () => {
  expect(await ask({ uri: folder.uriOf('web.yaml'), scope: {} })).toBeNull();
  await client.open(folder.uriOf('web.yaml'), WEB);
  await ask({ uri: folder.uriOf('web.yaml'), scope: {} });
  await client.connection.sendNotification('textDocument/didClose', {
    textDocument: { uri: folder.uriOf('web.yaml') },
  });
  expect(titles(await ask({ uri: folder.uriOf('web.yaml'), scope: { namespace: 'shop' } }))).toContain(
    'Deployment/web',
  );
});
