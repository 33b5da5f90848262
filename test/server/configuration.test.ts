import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EnvironmentReport } from '../../server/src/lsp/protocol.ts';
import { type ClientSetup, ServerClient } from './serverClient.ts';

/** A pod that skips 8080 and leaves out the proxy's own ports. */
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "8080"\n';

const CNI = 'cniEnabled: true\nidentityTrustAnchorsPEM: |\n  (a certificate)\n';
const PROXY_INIT = 'cniEnabled: false\nidentityTrustAnchorsPEM: |\n  (a certificate)\n';

let folder: string;
let client: ServerClient;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  return () => rmSync(folder, { recursive: true });
});

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

async function start(setup: ClientSetup = {}): Promise<void> {
  client = await ServerClient.start({ pulls: true, folder: pathToFileURL(folder).href, ...setup });
}

function uriOf(name: string): string {
  return pathToFileURL(join(folder, name)).href;
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

async function severities(name: string): Promise<(number | undefined)[]> {
  return (await client.pull(uriOf(name))).map(({ severity }) => severity);
}

/** Waits until the environment of web.yaml is as it should be. Each change is announced by a refresh. */
async function environmentIs(dataPlane: string): Promise<void> {
  for (;;) {
    const { refreshes } = client;
    if ((await environment('web.yaml')).dataPlane === dataPlane) return;
    await client.until(() => client.refreshes > refreshes);
  }
}

function environment(name: string): Promise<EnvironmentReport> {
  return client.connection.sendRequest('linkerdLint/environment', { uri: uriOf(name) });
}

describe('.linkerd-lint.yaml', () => {
  test('has settings for some of the files, and leaves others alone', async () => {
    write(
      '.linkerd-lint.yaml',
      [
        'environment: {dataPlane: proxy-init}',
        'overrides:',
        '  - files: clusters/edge/**',
        '    environment: {dataPlane: cni, cniPlugin: v1.6.2}',
        '  - files: [clusters/edge/legacy/**]',
        '    rules: {skip-inbound-missing-proxy-ports: hint}',
        'ignore: [clusters/edge/vendor/]',
        '',
      ].join('\n'),
    );
    await start();
    for (const name of [
      'web.yaml',
      'clusters/edge/web.yaml',
      'clusters/edge/legacy/web.yaml',
      'clusters/edge/vendor/web.yaml',
    ])
      await client.open(uriOf(name), POD);
    expect(await severities('web.yaml')).toEqual([]);
    expect(await severities('clusters/edge/web.yaml')).toEqual([2]);
    expect(await severities('clusters/edge/legacy/web.yaml')).toEqual([4]);
    expect(await severities('clusters/edge/vendor/web.yaml')).toEqual([]);
    expect(await client.codeActions(uriOf('clusters/edge/vendor/web.yaml'), '8080')).toEqual([]);
  });

  test('names a baseline, whose findings are silent until its file changes', async () => {
    const line = 'config.linkerd.io/skip-inbound-ports: \\"8080\\"';
    const rules = `{"skip-inbound-missing-proxy-ports":{"${line}":1}}`;
    // Paths count from the configuration's folder, wherever the baseline is.
    write('.linkerd-lint.yaml', 'baseline: ci/baseline.json\n');
    write('ci/baseline.json', `{"version":1,"findings":{"web.yaml":${rules}}}`);
    await start();
    await client.open(uriOf('web.yaml'), POD);
    expect(await severities('web.yaml')).toEqual([]);
    expect(await client.codeActions(uriOf('web.yaml'), '8080')).toEqual([]);
    writeFileSync(join(folder, 'ci/baseline.json'), '{"version":1,"findings":{}}');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('ci/baseline.json'), type: 2 }],
    });
    expect(await severities('web.yaml')).toHaveLength(1);
  });
});

describe('the environment', () => {
  test('is found in the repository, and what was judged without it is judged anew', async () => {
    write('linkerd/values.yaml', PROXY_INIT);
    await start();
    await client.open(uriOf('web.yaml'), POD);
    expect(await severities('web.yaml')).toHaveLength(1);
    await client.until(() => client.refreshes > 0);
    expect(await severities('web.yaml')).toEqual([]);
    expect(await environment('web.yaml')).toMatchObject({
      dataPlane: 'proxy-init',
      impact: 'notAffected',
      isFromSettings: false,
      found: [
        {
          setting: 'dataPlane',
          value: 'proxy-init',
          places: [
            {
              uri: uriOf('linkerd/values.yaml'),
              path: 'linkerd/values.yaml',
              line: 1,
              what: 'cniEnabled: false',
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(await client.hover(uriOf('web.yaml'), 'skip-inbound'))).toContain(
      `\`dataPlane\` ([linkerd/values.yaml:1](${uriOf('linkerd/values.yaml')}#L1))`,
    );
  });

  test('follows changes of the files that it was found in', async () => {
    write('linkerd/values.yaml', PROXY_INIT);
    await start();
    await client.open(uriOf('web.yaml'), POD);
    await severities('web.yaml');
    await client.until(() => client.refreshes > 0);
    write('linkerd/values.yaml', CNI);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('linkerd/values.yaml'), type: 2 }],
    });
    await environmentIs('cni');
    rmSync(join(folder, 'linkerd/values.yaml'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('linkerd/values.yaml'), type: 3 }],
    });
    await environmentIs('auto');
    expect(await environment('web.yaml')).toMatchObject({ dataPlane: 'auto', found: [] });
  });

  test('is each cluster’s own, and unknown where clusters differ', async () => {
    write('clusters/a/linkerd-values.yaml', CNI);
    write('clusters/b/linkerd-values.yaml', PROXY_INIT);
    await start();
    await client.open(uriOf('clusters/a/web.yaml'), POD);
    await severities('clusters/a/web.yaml');
    await client.until(() => client.refreshes > 0);
    expect(await environment('clusters/a/web.yaml')).toMatchObject({ dataPlane: 'cni' });
    expect(await environment('clusters/b/web.yaml')).toMatchObject({ dataPlane: 'proxy-init' });
    const shared = await environment('apps/web.yaml');
    expect(shared).toMatchObject({ dataPlane: 'auto', impact: 'unknown' });
    expect(shared.found[0]?.places.map(({ what }) => what)).toEqual([
      'cniEnabled: true',
      'cniEnabled: false',
    ]);
  });

  test('that is set counts more than what is found, and nothing is searched if detection is off', async () => {
    write('linkerd/values.yaml', PROXY_INIT);
    write('set/.linkerd-lint.yaml', 'dataPlane: cni\n');
    write('off/.linkerd-lint.yaml', 'detectEnvironment: false\n');
    await start();
    await client.open(uriOf('web.yaml'), POD);
    await severities('web.yaml');
    await client.until(() => client.refreshes > 0);
    expect(await environment('set/web.yaml')).toMatchObject({ dataPlane: 'cni', found: [] });
    expect(await environment('off/web.yaml')).toMatchObject({ dataPlane: 'auto', found: [] });
  });
});

test('an editor that does not answer for its settings costs no findings, and is heard later', async () => {
  let answer = () => {};
  const answersAfter = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const settings = { rules: { 'skip-inbound-missing-proxy-ports': 'error' } };
  await start({ settings, answersAfter });
  await client.open(uriOf('web.yaml'), POD);
  const [before] = await severities('web.yaml');
  expect(before).toBe(2);
  const { refreshes } = client;
  answer();
  await client.until(() => client.refreshes > refreshes);
  expect(await severities('web.yaml')).toEqual([1]);
});

test('a late answer about settings that have changed since does not count', async () => {
  let answer = () => {};
  const answersAfter = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const severity = (level: string) => ({ rules: { 'skip-inbound-missing-proxy-ports': level } });
  await start({ settings: severity('error'), answersAfter });
  await client.open(uriOf('web.yaml'), POD);
  expect(await severities('web.yaml')).toEqual([2]);
  client.settings = severity('information');
  client.answersAfter = undefined;
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  expect(await severities('web.yaml')).toEqual([3]);
  answer();
  await new Promise(setImmediate);
  expect(await severities('web.yaml')).toEqual([3]);
});

// Windows has no such devices.
describe.skipIf(process.platform === 'win32')('a file that never ends is not read', () => {
  const heard: string[] = [];
  const startListening = async () => {
    await start();
    heard.length = 0;
    client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      heard.push(message);
    });
    await client.open(uriOf('web.yaml'), POD);
  };

  test('as .linkerd-lint.yaml', async () => {
    symlinkSync('/dev/zero', join(folder, '.linkerd-lint.yaml'));
    await startListening();
    expect(await severities('web.yaml')).toHaveLength(1);
    expect(heard).toEqual([
      `${uriOf('.linkerd-lint.yaml')}: This file is not a regular file and was not read.`,
    ]);
  });

  test.each(['baseline.json', '../../../../../../../../dev/zero'])('as the baseline %s', async (path) => {
    symlinkSync('/dev/zero', join(folder, 'baseline.json'));
    write('.linkerd-lint.yaml', `baseline: ${path}\n`);
    await startListening();
    expect(await severities('web.yaml')).toHaveLength(1);
    expect(heard).toEqual([expect.stringMatching(/ (?:was not read|is outside the repository)\.$/)]);
  });
});

describe('a values file in which no word of Linkerd is', () => {
  test('is judged once the repository says what chart it is for', async () => {
    write('.git/HEAD', 'ref: refs/heads/main\n');
    write(
      'Chart.yaml',
      'apiVersion: v2\nname: mesh\ndependencies:\n  - {name: linkerd-viz, alias: viz, version: 2025.7.2}\n',
    );
    await start();
    client.open(uriOf('values.yaml'), 'viz:\n  dashbord: {replicas: 1}\n');
    for (;;) {
      const { refreshes } = client;
      const [found] = await client.pull(uriOf('values.yaml'));
      if (found) return expect(found.code).toBe('chart-value-unknown');
      await client.until(() => client.refreshes > refreshes);
    }
  });
});
