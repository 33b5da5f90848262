import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ServerClient } from './serverClient.ts';
import { useServerFolder } from './serverFolder.ts';

/** Enough that facts about them are kept. */
const COUNT = 600;

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {config.linkerd.io/skip-inbound-ports: "9090"}}
spec: {containers: [{name: web, image: web}]}
`;
const SERVER = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, port: 8080}
`;

const folder = useServerFolder({
  '.git/HEAD': 'ref: refs/heads/main\n',
  'pod.yaml': POD,
  'web.yaml': SERVER,
});

/** Opens the Server beside a pod that skips its port only in the editor, and waits for the finding. */
async function runServer(environment: NodeJS.ProcessEnv): Promise<void> {
  const client = await ServerClient.start({ folder: pathToFileURL(folder.path).href, environment });
  await client.open(folder.uriOf('pod.yaml'), POD.replace('9090', '8080'));
  await client.open(folder.uriOf('web.yaml'), SERVER);
  const found = () => client.published.findLast(({ uri }) => uri === folder.uriOf('web.yaml'))?.diagnostics;
  await client.until(() => found()?.some(({ code }) => code === 'skip-bypasses-policy') === true);
  expect(await client.stop()).toBe(0);
}

test('the next server, and the command line, find the facts of files that were not open', async () => {
  const service = (name: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {ports: [{port: 80}]}\n`;
  for (let number = 0; number < COUNT; number++) folder.write(`s${number}.yaml`, service(`s${number}`));
  const caches = join(folder.path, '.caches');
  const facts = join(caches, 'linkerd-lint', 'facts');
  // Until the files are old enough that a change would show in their times.
  for (let run = 0; run < 20 && !existsSync(facts); run++)
    await runServer({ XDG_CACHE_HOME: caches, CI: '' });
  const [name = ''] = readdirSync(facts);
  const files = readFileSync(join(facts, name), 'utf8')
    .split('\n')
    .map((line) => line.split('\t')[0]);
  expect(files).toContain('s7.yaml');
  expect(files).not.toContain('pod.yaml');
  await runServer({ XDG_CACHE_HOME: caches, CI: '' });
});
