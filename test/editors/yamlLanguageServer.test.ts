import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { stringify } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The schemas, mapped as `docs/editors.md` does, to addresses of files that need not exist. */
const SCHEMAS = {
  [addressOf('schema/resources/linkerd.json')]: ['policies/*.yaml'],
  [addressOf('schema/charts/linkerd2-cni.values.json')]: ['*/linkerd/cni.yaml'],
  [addressOf('schema/charts/linkerd-control-plane.values.json')]: ['*/linkerd/values.yaml'],
  [addressOf('schema/linkerd-lint.schema.json')]: ['**/.linkerd-lint.yaml'],
};

function addressOf(path: string): string {
  return pathToFileURL(join(ROOT, path)).href;
}

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec?: object;
}

/** What a real API server took, one resource for each kind and version. */
const [, ...verdicts] = readFileSync(join(ROOT, 'test/data/apiserver-verdicts.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as { resource: Resource; mistake?: string; refused?: string });
const accepted = new Map(
  verdicts
    .filter(({ resource, mistake, refused }) => !mistake && !refused && resource.spec)
    .map(({ resource }) => [`${resource.apiVersion} ${resource.kind}`, resource]),
);

let server: ChildProcess;
let connection: ReturnType<typeof createMessageConnection>;
const waiting = new Map<string, (messages: string[]) => void>();

/** The messages of the diagnostics that the server gives for a new file. */
async function check(path: string, text: string): Promise<string[]> {
  const uri = `file:///work${path}`;
  const published = new Promise<string[]>((resolve) => waiting.set(uri, resolve));
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const messages = await published;
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  return messages;
}

beforeAll(async () => {
  const program = join(ROOT, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');
  server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!server.stdin || !server.stdout) throw new Error('the server has no pipes');
  connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    waiting.get(params.uri)?.(params.diagnostics.map(({ message }) => String(message)));
    waiting.delete(params.uri);
  });
  const yaml = { schemas: SCHEMAS, schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } };
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? yaml : {})),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: 'file:///work',
    capabilities: { workspace: { configuration: true } },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
}, 60_000);

afterAll(() => {
  connection.dispose();
  server.kill();
});

describe('yaml-language-server with our schemas', () => {
  it('has an accepted resource for the schema of nearly every kind and version', () => {
    const schemas = readdirSync(join(ROOT, 'schema/resources'), { recursive: true }).filter((name) =>
      /_v\w+\.json$/.test(String(name)),
    );
    expect(accepted.size).toBeGreaterThan(20);
    expect(accepted.size).toBeLessThanOrEqual(schemas.length);
  });

  it.each([...accepted])('takes a %s, and not with a field that does not exist', async (name, resource) => {
    const path = `/policies/${name.replace(/\W/g, '-')}`;
    expect(await check(`${path}-right.yaml`, stringify(resource))).toEqual([]);
    const wrong = { ...resource, spec: { ...resource.spec, surplus: 'x' } };
    expect(await check(`${path}-wrong.yaml`, stringify(wrong))).toContain('Property surplus is not allowed.');
  });

  it('lets other resources pass', async () => {
    expect(await check('/policies/pod.yaml', 'apiVersion: v1\nkind: Pod\nspec: {surplus: x}\n')).toEqual([]);
  });

  it.each([
    ['/linkerd/cni.yaml', 'ignoreInboundPorts: "8080"\n', 'ignoreInboundPort: "8080"\n'],
    [
      '/linkerd/values.yaml',
      'proxyInit: {ignoreInboundPorts: "8080"}\n',
      'proxyInit: {ignorePorts: "8080"}\n',
    ],
    ['/.linkerd-lint.yaml', 'dataPlane: cni\n', 'dataPlan: cni\n'],
  ])('knows the keys of %s', async (path, right, wrong) => {
    expect(await check(`/right${path}`, right)).toEqual([]);
    expect(await check(`/wrong${path}`, wrong)).toEqual([expect.stringMatching(/is not allowed/)]);
  });
});
