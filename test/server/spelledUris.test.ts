import { expect, test } from 'vitest';
import { useServerFolder } from './serverFolder.ts';

const SERVER = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata:
  name: web
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: web
  port: 8080
  proxyProtocol: HTTP/1
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels:
    app: web
  annotations:
    linkerd.io/inject: enabled
spec:
  containers:
    - name: web
      image: web
      ports:
        - containerPort: 8080
`;

const NAME = "it's a (new) b@c+d";
const folder = useServerFolder({
  '.git/HEAD': 'ref: x\n',
  [`${NAME}/server.yaml`]: SERVER,
  [`${NAME}/web.yaml`]: POD,
});

const percent = (text: string) => `%${text.charCodeAt(0).toString(16).toUpperCase()}`;

test.each([
  ['Node', encodeURI(NAME)],
  ['VS Code', encodeURIComponent(NAME).replace(/[!'()*]/g, percent)],
  ['Neovim', NAME.replaceAll(' ', '%20')],
])('a file counts as it is in the editor, however its URI is escaped: %s', async (_, name) => {
  const client = await folder.start({ pulls: true });
  const root = folder.uriOf('.').replace(/\/$/, '');
  const [server, pod] = [`${root}/${name}/server.yaml`, `${root}/${name}/web.yaml`];
  await client.open(server, SERVER);
  await client.open(pod, POD);
  const codes = async () => (await client.pull(server)).map(({ code }) => code);
  // Answered when the repository is read.
  await client.connection.sendRequest('textDocument/definition', {
    textDocument: { uri: server },
    position: { line: 3, character: 9 },
  });
  expect(await codes()).toEqual([]);
  await client.edit(pod, 'app: web', 'app: other');
  await client.until(() => client.refreshes > 0);
  expect(await codes()).toEqual(['server-selects-nothing']);
});
