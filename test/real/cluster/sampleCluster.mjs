/*
 * Makes test/data/cluster/: what kubectl prints of the resources here, once a real API server has stored them with its
 * defaults, times and managed fields. No controllers and no nodes run, so what those would make is written as they
 * write it. Needs Go, openssl, kubectl and a shell.
 *
 *     npm run test:real -- cluster
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { runOrThrow } from '../../../scripts/project/processes.mjs';
import { loadTypeScript } from '../../../scripts/project/typeScript.mjs';
import { buildApiServer, KUBERNETES, withApiServer } from '../apiServer.mjs';
import { jobPod, replicaSet, replicaSetPod, statusOf } from './controllers.mjs';

const SAMPLE = new URL(`../../data/cluster/kube-apiserver-${KUBERNETES}.yaml`, import.meta.url);

/** Milliseconds. The API server's times are in seconds. */
const BETWEEN_SERVERS = 2500;

/** Builds the API server if need be, fills it and writes the sample. */
export async function sampleCluster() {
  await buildApiServer();
  const list = await withApiServer(async (server) => {
    await server.install(documentsOf('definitions.yaml'));
    const kubectl = (...args) => runOrThrow('kubectl', args, { quiet: true, env: kubectlSettings(server) });
    const apply = (name) => kubectl('apply', '--filename', fileURLToPath(new URL(name, import.meta.url)));
    await apply('shop.yaml');
    await makeWhatControllersMake(server);
    await apply('older-server.yaml');
    await setTimeout(BETWEEN_SERVERS);
    await apply('newer-server.yaml');
    return printCluster(server);
  });
  mkdirSync(new URL('.', SAMPLE), { recursive: true });
  writeFileSync(SAMPLE, headOf(list) + list);
  console.log(`${fileURLToPath(SAMPLE)}: ${(list.match(/^- apiVersion:/gm) ?? []).length} resources.`);
}

/** The comment that the sample begins with. The date is that of the resources. */
function headOf(list) {
  const [, date] = /^ {4}creationTimestamp: "(\d{4}-\d\d-\d\d)/m.exec(list);
  return `# What kubectl printed of a kube-apiserver ${KUBERNETES} on ${date}. The resources are our own: test/real/cluster/.
# npm run test:real -- cluster makes it again. No controllers ran: their ReplicaSet and Pods were created as they do.
`;
}

function documentsOf(name) {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS());
}

function kubectlSettings(server) {
  return { ...process.env, KUBECONFIG: server.kubeconfig };
}

/** What our own command reads, with the managed fields, which kubectl leaves out unless it is asked. */
async function printCluster(server) {
  const { clusterCommand } = await loadTypeScript(
    new URL('../../../server/src/cli/commands/clusterCommand.ts', import.meta.url),
  );
  const command = clusterCommand()
    .replace('--output yaml', '$& --show-managed-fields')
    .replace('linkerd-lint --complete -', 'cat');
  return runOrThrow('sh', ['-c', command], { quiet: true, env: kubectlSettings(server) });
}

/** @param {{ send: Function }} server with the team's resources in it */
async function makeWhatControllersMake(server) {
  const get = async (path) => expectStatus(await server.send('GET', path), 200);
  const create = async (path, resource, manager) =>
    expectStatus(await server.send('POST', `${path}?fieldManager=${manager}`, resource), 201);
  const apps = '/apis/apps/v1/namespaces/shop';
  const pods = '/api/v1/namespaces/shop/pods';
  const web = await get(`${apps}/deployments/web`);
  const set = await create(`${apps}/replicasets`, replicaSet(web), 'kube-controller-manager');
  const job = await get('/apis/batch/v1/namespaces/shop/jobs/migrate');
  for (const pod of [replicaSetPod(set), jobPod(job)]) {
    const made = await create(pods, pod, 'kube-controller-manager');
    const path = `${pods}/${made.metadata.name}/status?fieldManager=kubelet`;
    expectStatus(await server.send('PUT', path, { ...made, status: statusOf(made) }), 200);
  }
}

function expectStatus({ status, body }, expected) {
  if (status !== expected) throw new Error(`The API server answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
