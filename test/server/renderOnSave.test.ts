import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chartFiles, OUTPUT, printing, standIn, withReal } from '../support/renderedChart.ts';
import type { ServerClient } from './serverClient.ts';
import { useServerFolder } from './serverFolder.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {linkerd.io/inject: enabled}}
spec: {containers: []}
`;

const folder = useServerFolder(
  Object.fromEntries(Object.entries(chartFiles()).map(([name, text]) => [`web/${name}`, text])),
);
let client: ServerClient;

function program(name: string, script: string): string {
  return standIn(folder.path, name, script);
}

/** Messages of the log and of the trace, in order. */
let logged: string[];

async function start(path: string, render: string | undefined = 'onSave'): Promise<void> {
  client = await folder.start({
    pulls: true,
    settings: { ...(render ? { render } : {}) },
    environment: { PATH: path },
  });
  logged = [];
  const log = ({ message }: { message: string }) => {
    logged.push(message);
  };
  client.connection.onNotification('window/logMessage', log);
  client.connection.onNotification('$/logTrace', log);
  await client.connection.sendNotification('$/setTrace', { value: 'verbose' });
}

async function open(name: string): Promise<void> {
  await client.open(folder.uriOf(name), readFileSync(join(folder.path, name), 'utf8'));
}

async function save(name: string): Promise<void> {
  await client.connection.sendNotification('textDocument/didSave', {
    textDocument: { uri: folder.uriOf(name) },
  });
}

/** `line:column rule` of the findings in a file. */
async function shown(name: string): Promise<string[]> {
  const found = (await client.pull(folder.uriOf(name))) ?? [];
  return found.map(({ range: { start: at }, code }) => `${at.line + 1}:${at.character + 1} ${code}`);
}

const IN_VALUES = '2:8 skip-inbound-missing-proxy-ports';

describe.skipIf(process.platform === 'win32')('a file that is saved', () => {
  test('has its chart rendered, with findings at the value that made them', async () => {
    await start(program('helm', printing(OUTPUT)));
    await open('web/templates/pod.yaml');
    await open('web/values.yaml');
    expect(await shown('web/values.yaml')).toEqual([]);
    await save('web/templates/pod.yaml');
    await expect.poll(() => shown('web/values.yaml')).toEqual([IN_VALUES]);
    const [finding] = (await client.pull(folder.uriOf('web/values.yaml'))) ?? [];
    expect(finding?.message).toMatch(/ \(in the output of helm template web\)$/);
    expect(logged).toContain(
      `Runs ${folder.path}/.bin/helm template --skip-tests release-name ${folder.path}/web`,
    );
    await client.edit(folder.uriOf('web/values.yaml'), 'replicas: 1', 'replicas: 1\nmore: 2');
    expect(await shown('web/values.yaml')).toEqual(['3:8 skip-inbound-missing-proxy-ports']);
    await client.edit(folder.uriOf('web/values.yaml'), '8080', '9090');
    expect(await shown('web/values.yaml')).toEqual([]);
  });

  test('has findings at the line of the template if the value cannot be told', async () => {
    folder.write('web/values.yaml', 'ports: ""\n');
    await start(program('helm', printing(OUTPUT)));
    await open('web/templates/pod.yaml');
    await save('web/templates/pod.yaml');
    await expect
      .poll(() => shown('web/templates/pod.yaml'))
      .toEqual(['6:5 skip-inbound-missing-proxy-ports']);
  });

  test('runs nothing unless that is set, and forgets what it found when it is set no more', async () => {
    const ran = join(folder.path, 'ran');
    const path = program('helm', `echo > ${ran}\n${printing(OUTPUT)}`);
    await start(path, 'off');
    await open('web/templates/pod.yaml');
    await open('web/values.yaml');
    await save('web/templates/pod.yaml');
    expect(await shown('web/values.yaml')).toEqual([]);
    expect(existsSync(ran)).toBe(false);
    const change = async (render: string) => {
      if (client) client.settings = { render };
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    };
    await change('onSave');
    await save('web/templates/pod.yaml');
    await expect.poll(() => shown('web/values.yaml')).toEqual([IN_VALUES]);
    await change('off');
    await expect.poll(() => shown('web/values.yaml')).toEqual([]);
  });

  test('shows what the program says, and drops what it printed before', async () => {
    const path = program('helm', printing(OUTPUT));
    await start(path);
    await open('web/values.yaml');
    await save('web/values.yaml');
    await expect.poll(() => shown('web/values.yaml')).toEqual([IN_VALUES]);
    program('helm', 'echo boom >&2; exit 3');
    await save('web/values.yaml');
    await expect
      .poll(() => logged)
      .toContain(`${folder.path}/web was not rendered: helm template failed: boom`);
    await expect.poll(() => shown('web/values.yaml')).toEqual([]);
    rmSync(join(folder.path, '.bin/helm'));
    await save('web/values.yaml');
    await expect.poll(() => logged).toContain(`${folder.path}/web was not rendered: helm is not in PATH.`);
  });

  test('stops what an earlier save began', async () => {
    const waits = join(folder.path, 'waits');
    const path = program(
      'helm',
      `if [ ! -e ${waits} ]; then echo $$ > ${waits}; exec /bin/sleep 1000; fi\n${printing(OUTPUT)}`,
    );
    await start(path);
    await open('web/values.yaml');
    await save('web/values.yaml');
    await expect.poll(() => existsSync(waits) && readFileSync(waits, 'utf8').trim()).toMatch(/\d/);
    await save('web/values.yaml');
    await expect.poll(() => shown('web/values.yaml')).toEqual([IN_VALUES]);
    const state = () =>
      spawnSync('ps', ['-o', 'stat=', '-p', readFileSync(waits, 'utf8').trim()], { encoding: 'utf8' });
    expect(state().stdout.trim()).toMatch(/^(?:Z.*)?$/);
  });

  test('has the kustomizations built that apply it, with findings in their files', async () => {
    folder.write('base/kustomization.yaml', 'resources: [pod.yaml]\n');
    folder.write('base/pod.yaml', POD);
    folder.write('prod/kustomization.yaml', 'resources: [../base]\nreplacements: [{path: r.yaml}]\n');
    folder.write('prod/r.yaml', '[]\n');
    folder.write('far/kustomization.yaml', 'resources: [../base, "https://example.test/a"]\n');
    const built = POD.replace('enabled', 'enable');
    await start(program('kustomize', printing(built)));
    await open('base/pod.yaml');
    await save('base/pod.yaml');
    await expect
      .poll(() => logged.filter((line) => line.startsWith('Runs')))
      .toEqual([`Runs ${folder.path}/.bin/kustomize build ${folder.path}/prod`]);
    await expect
      .poll(() => logged)
      .toContainEqual(expect.stringMatching(/far was not rendered: it refers to/));
    await expect.poll(() => shown('base/pod.yaml')).toEqual(['3:1 invalid-inject-value']);
  });
});

withReal('helm', (path) => {
  test('a chart is rendered', async () => {
    await start(path);
    await open('web/values.yaml');
    await save('web/values.yaml');
    await expect.poll(() => shown('web/values.yaml'), { timeout: 60_000 }).toEqual([IN_VALUES]);
  });
});

withReal('kubectl', (path) => {
  test('a kustomization that our own model does not follow is built', async () => {
    folder.write(
      'base/kustomization.yaml',
      'resources: [pod.yaml]\nreplacements:\n- source: {kind: Pod, fieldPath: metadata.annotations.team}\n  targets: [{select: {kind: Pod}, fieldPaths: ["metadata.annotations.[linkerd.io/inject]"]}]\n',
    );
    folder.write(
      'base/pod.yaml',
      `${POD.split('metadata:')[0]}metadata:
  name: web
  annotations:
    team: enable
    linkerd.io/inject: enabled
spec: {containers: []}
`,
    );
    await start(path);
    await open('base/pod.yaml');
    expect(await shown('base/pod.yaml')).toEqual([]);
    await save('base/pod.yaml');
    await expect
      .poll(() => shown('base/pod.yaml'), { timeout: 60_000 })
      .toEqual(['7:5 invalid-inject-value']);
    expect(logged).toContainEqual(expect.stringMatching(/^Runs \S+\/(?:kustomize build|kubectl kustomize) /));
  });
});
