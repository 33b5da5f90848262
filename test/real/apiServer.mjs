/**
 * A real kube-apiserver with etcd on loopback, built from public Go modules: no container, no cluster. The build takes 10
 * to 20 minutes, once; it is kept in the user's cache folder.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { runOrThrow, start, stop } from '../../scripts/project/processes.mjs';
import { builtPrograms, startModule } from './goModule.mjs';

/** The versions that are built; the results name them. */
export const KUBERNETES = '1.37.2';
const STAGING = '0.37.2';
const ETCD = '3.7.3';

const programs = {
  apiServer: join(builtPrograms, 'bin', 'kube-apiserver'),
  etcd: join(builtPrograms, 'bin', 'etcd'),
};

/** The one user, who may do everything. */
const TOKEN = 'test';

/** Ports of loopback. */
const PORTS = { client: 23790, peer: 23800, secure: 16443 };

/** Milliseconds. */
const LONGEST_START = 120_000;

/** Builds what is not built yet. */
export async function buildApiServer() {
  await mkdir(join(builtPrograms, 'bin'), { recursive: true });
  if (!existsSync(programs.apiServer)) await buildKubernetes(join(builtPrograms, 'src'));
  if (!existsSync(programs.etcd)) await buildEtcd(join(builtPrograms, 'etcd'));
}

/** Kubernetes names its own modules by paths below itself; the released ones are the same. */
async function buildKubernetes(source) {
  await startModule(source, 'k8s.io/kubernetes/cmd/kube-apiserver');
  const go = (...args) => runOrThrow('go', args, { cwd: source });
  const listing = await runOrThrow('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${KUBERNETES}`], {
    cwd: source,
    quiet: true,
  });
  const { GoMod } = JSON.parse(listing.slice(listing.indexOf('{')));
  const staged = (await readFile(GoMod, 'utf8')).matchAll(/^\tk8s\.io\/([a-z-]+) => \.\/staging\//gm);
  for (const [, name] of staged)
    await go('mod', 'edit', '-replace', `k8s.io/${name}=k8s.io/${name}@v${STAGING}`);
  await go('mod', 'edit', '-require', `k8s.io/kubernetes@v${KUBERNETES}`);
  await go('mod', 'tidy');
  await go('build', '-p', '2', '-o', programs.apiServer, 'k8s.io/kubernetes/cmd/kube-apiserver');
}

async function buildEtcd(source) {
  await startModule(source, 'go.etcd.io/etcd/server/v3');
  await runOrThrow('go', ['get', `go.etcd.io/etcd/server/v3@v${ETCD}`], { cwd: source });
  await runOrThrow('go', ['build', '-p', '2', '-o', programs.etcd, 'go.etcd.io/etcd/server/v3'], {
    cwd: source,
  });
}

/** Runs `use` with a running API server that has nothing in it, and ends the server. */
export async function withApiServer(use) {
  const data = join(builtPrograms, 'run');
  await rm(data, { recursive: true, force: true });
  await mkdir(join(data, 'pki'), { recursive: true });
  await runOrThrow('openssl', ['genrsa', '-out', join(data, 'pki', 'sa.key'), '2048'], { quiet: true });
  await writeFile(join(data, 'tokens.csv'), `${TOKEN},admin,admin,system:masters\n`);
  const etcd = start(programs.etcd, etcdArguments(data), { stdio: 'ignore' });
  const apiServer = start(programs.apiServer, apiServerArguments(data), { stdio: 'ignore' });
  try {
    await untilReady(data);
    const server = await serverOf(data);
    await writeFile(server.kubeconfig, server.kubectlSettings());
    return await use(server);
  } finally {
    await stop(apiServer);
    await stop(etcd);
  }
}

function etcdArguments(data) {
  const [client, peer] = [`http://127.0.0.1:${PORTS.client}`, `http://127.0.0.1:${PORTS.peer}`];
  return [
    `--data-dir=${join(data, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
  ];
}

function apiServerArguments(data) {
  const key = join(data, 'pki', 'sa.key');
  return [
    `--etcd-servers=http://127.0.0.1:${PORTS.client}`,
    `--cert-dir=${join(data, 'pki')}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${PORTS.secure}`,
    `--token-auth-file=${join(data, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    '--service-cluster-ip-range=10.0.0.0/24',
  ];
}

async function untilReady(data) {
  const deadline = Date.now() + LONGEST_START;
  while (Date.now() < deadline) {
    try {
      const server = await serverOf(data);
      const { status } = await server.send('GET', '/api/v1/namespaces/default');
      if (status === 200) return;
    } catch {
      // It writes its certificate, and listens, when it is ready to.
    }
    await setTimeout(500);
  }
  throw new Error('The API server did not start.');
}

/** The API server that runs in a folder. */
async function serverOf(data) {
  const certificate = await readFile(join(data, 'pki', 'apiserver.crt'), 'utf8');
  return new ApiServer(certificate, join(data, 'kubeconfig.json'));
}

/** A running API server. */
class ApiServer {
  #certificate;

  /** Path of a file that lets kubectl reach the server. */
  kubeconfig;

  /** @param {string} certificate the server's own, which signs itself @param {string} kubeconfig path */
  constructor(certificate, kubeconfig) {
    this.#certificate = certificate;
    this.kubeconfig = kubeconfig;
  }

  /** What is in {@link kubeconfig}. */
  kubectlSettings() {
    const cluster = {
      server: `https://127.0.0.1:${PORTS.secure}`,
      'certificate-authority-data': Buffer.from(this.#certificate).toString('base64'),
    };
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'real',
      clusters: [{ name: 'real', cluster }],
      users: [{ name: 'admin', user: { token: TOKEN } }],
      contexts: [{ name: 'real', context: { cluster: 'real', user: 'admin' } }],
    });
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<{ status: number, body: any, warnings: string[] }>} */
  send(method, path, body) {
    return new Promise((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: PORTS.secure,
        ca: this.#certificate,
        method,
        path,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      };
      const sent = request(options, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, body: parsed(chunks), warnings: warningsOf(response) }),
        );
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Installs CustomResourceDefinitions, and waits until all of their versions are served. */
  async install(definitions) {
    for (const definition of definitions) {
      const { status, body } = await this.send(
        'POST',
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        definition,
      );
      if (status !== 201) throw new Error(`${definition.metadata.name}: ${JSON.stringify(body)}`);
    }
    for (const { spec } of definitions)
      for (const { name, served } of spec.versions)
        if (served) await this.#untilServed(`/apis/${spec.group}/${name}/${spec.names.plural}`);
  }

  async #untilServed(path) {
    const deadline = Date.now() + LONGEST_START;
    while ((await this.send('GET', path)).status !== 200) {
      if (Date.now() > deadline) throw new Error(`${path} is not served.`);
      await setTimeout(200);
    }
  }

  /** What the server says of a resource that is to be created, strictly and without being stored. */
  async judge(resource, plural) {
    const place = `/apis/${resource.apiVersion}/namespaces/default/${plural}`;
    const { status, body } = await this.send('POST', `${place}?dryRun=All&fieldValidation=Strict`, resource);
    return { status, message: status === 201 ? '' : String(body?.message ?? body) };
  }
}

/** The texts of `Warning` headers: `299 - "text"`. */
function warningsOf({ rawHeaders }) {
  return rawHeaders
    .filter((_, index) => index % 2 === 1 && rawHeaders[index - 1].toLowerCase() === 'warning')
    .map((header) => header.replace(/^299 - "|"$/g, '').replace(/\\(.)/g, '$1'));
}

function parsed(chunks) {
  const text = Buffer.concat(chunks).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
