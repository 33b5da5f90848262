import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CompletionList } from 'vscode-languageserver';
import type { FixAllReport } from '../../server/src/lsp/protocol.ts';
import { type ClientSetup, ServerClient } from './serverClient.ts';

const URI = 'file:///shop/web.yaml';

/** A pod that skips 8080 and leaves out the proxy's own ports. */
function pod(list = '8080'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "${list}"\n`;
}

let client: Awaited<ReturnType<typeof ServerClient.start>>;

async function start(setup: ClientSetup = {}): Promise<void> {
  client = await ServerClient.start(setup);
}

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

describe('diagnostics', () => {
  test('are pushed with the version that they belong to, and follow incremental edits', async () => {
    await start();
    await client.open(URI, pod());
    const [first] = await client.pushed(URI, 1);
    expect(first).toMatchObject({
      source: 'linkerd-lint',
      code: 'skip-inbound-missing-proxy-ports',
      severity: 2,
      range: { start: { line: 5, character: 42 }, end: { line: 5, character: 48 } },
    });
    const version = await client.edit(URI, 'skip-inbound', 'opaque');
    expect(await client.pushed(URI, version)).toEqual([]);
  });

  test('are pulled by a client that can pull, and never pushed to it', async () => {
    await start({ pulls: true });
    await client.open(URI, pod('8080, 9090'));
    const codes = (await client.pull(URI)).map(({ code }) => code);
    expect(codes).toEqual(['skip-inbound-missing-proxy-ports', 'skip-ports-whitespace']);
    expect(client.published).toEqual([]);
  });

  test('name a document that cannot be read, at the place where the parser gives up', async () => {
    await start();
    await client.open(URI, `${pod()}  labels: {app: web\n`);
    const broken = (await client.pushed(URI, 1)).find(({ code }) => code === 'yaml-syntax-error');
    expect(broken).toMatchObject({ severity: 1, range: { start: { line: 6, character: 18 } } });
  });

  test('of a file that is not open are empty, without an error', async () => {
    await start({ pulls: true });
    expect(await client.pull('file:///nowhere.yaml')).toEqual([]);
  });

  test('go when the document is closed', async () => {
    await start();
    await client.open(URI, pod());
    await client.pushed(URI, 1);
    await client.close(URI);
    expect(await client.pushed(URI, undefined)).toEqual([]);
  });

  test('of a good document stand beside a broken one', async () => {
    await start({ pulls: true });
    await client.open(URI, `a: "unclosed\n---\n${pod()}`);
    expect((await client.pull(URI)).map(({ range }) => range.start.line)).toEqual([7]);
  });

  test('of a document that only the whole parser reads are the same', async () => {
    await start();
    await client.open(URI, pod().replace('annotations:', 'annotations: &shared'));
    expect(await client.pushed(URI, 1)).toMatchObject([{ code: 'skip-inbound-missing-proxy-ports' }]);
  });

  test('survive a burst of edits: the last version gets its own', async () => {
    await start();
    await client.open(URI, pod('1'));
    let version = 1;
    for (let port = 1; port < 50; port++) version = await client.edit(URI, `"${port}"`, `"${port + 1}"`);
    version = await client.edit(URI, '"50"', '"http"');
    expect(await client.pushed(URI, version)).toMatchObject([{ code: 'skip-ports-no-valid-token' }]);
  });
});

describe('settings', () => {
  test('of the editor decide, and a change is taken up', async () => {
    await start({ settings: { dataPlane: 'proxy-init' } });
    await client.open(URI, pod());
    expect(await client.pushed(URI, 1)).toEqual([]);
    client.settings = { rules: { 'skip-inbound-missing-proxy-ports': 'error' } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => client.published.some(({ diagnostics }) => diagnostics[0]?.severity === 1));
  });

  test('a pulling client is asked to pull again', async () => {
    await start({ pulls: true, settings: {} });
    await client.open(URI, pod());
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => client.refreshes > 0);
  });

  test('that make no sense count as not made', async () => {
    await start({ pulls: true, settings: { dataPlane: 7, rules: 'all', cniPlugin: ['v1.6.2'] } });
    await client.open(URI, pod());
    expect(await client.pull(URI)).toHaveLength(1);
  });
});

describe('.linkerd-lint.yaml', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
    return () => rmSync(folder, { recursive: true });
  });

  const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;

  test('is found on the way up and read anew when it changes', async () => {
    await start({ pulls: true, folder: pathToFileURL(folder).href });
    writeFileSync(join(folder, '.linkerd-lint.yaml'), 'dataPlane: proxy-init\n');
    await client.open(uriOf('deep/web.yaml'), pod());
    expect(await client.pull(uriOf('deep/web.yaml'))).toEqual([]);
    writeFileSync(join(folder, '.linkerd-lint.yaml'), 'rules: {skip-inbound-missing-proxy-ports: hint}\n');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('.linkerd-lint.yaml'), type: 2 }],
    });
    expect((await client.pull(uriOf('deep/web.yaml'))).map(({ severity }) => severity)).toEqual([4]);
  });

  test('is judged itself, and counts as it stands in the editor', async () => {
    await start({ pulls: true, folder: pathToFileURL(folder).href });
    await client.open(uriOf('web.yaml'), pod());
    expect(await client.pull(uriOf('web.yaml'))).toHaveLength(1);
    await client.open(uriOf('.linkerd-lint.yaml'), 'dataPlane: proxy-init\nrulez: {}\n');
    expect((await client.pull(uriOf('.linkerd-lint.yaml'))).map(({ message }) => message)).toEqual([
      'There is no setting “rulez”. Did you mean “rules”?',
    ]);
    expect(await client.pull(uriOf('web.yaml'))).toEqual([]);
  });

  test('is written by the quick fixes about the cluster', async () => {
    await start({ pulls: true, folder: pathToFileURL(folder).href });
    await client.open(uriOf('web.yaml'), pod());
    const actions = await client.codeActions(uriOf('web.yaml'), '8080');
    const fix = actions.find(({ title }) => title === 'This cluster uses proxy-init');
    expect(fix?.edit).toBeUndefined();
    expect(fix?.command).toBeUndefined();
    const resolved = await client.resolve(fix as NonNullable<typeof fix>);
    const config = uriOf('.linkerd-lint.yaml');
    expect(resolved.edit?.documentChanges?.[0]).toMatchObject({ kind: 'create', uri: config });
    expect(client.textAfter(config, resolved.edit, '')).toContain('dataPlane: proxy-init\n');
  });

  // Windows lets only administrators make links.
  test.skipIf(process.platform === 'win32')('is not written by them behind a link', async () => {
    symlinkSync(join(folder, '..', 'absent.yaml'), join(folder, '.linkerd-lint.yaml'));
    await start({ pulls: true, folder: pathToFileURL(folder).href });
    await client.open(uriOf('web.yaml'), pod());
    const titles = (await client.codeActions(uriOf('web.yaml'), '8080')).map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(0);
    expect(titles).not.toContain('This cluster uses proxy-init');
  });

  test('is shown when a quick fix has written it, to a client that can', async () => {
    const initializationOptions = { showFileCommand: 'show' };
    await start({ pulls: true, folder: pathToFileURL(folder).href, initializationOptions });
    await client.open(uriOf('web.yaml'), pod());
    const actions = await client.codeActions(uriOf('web.yaml'), '8080');
    const fix = actions.find(({ title }) => title === 'This cluster uses proxy-init');
    expect(fix?.command).toMatchObject({
      command: 'show',
      arguments: [uriOf('.linkerd-lint.yaml'), 'dataPlane'],
    });
  });

  test('has completion and hovers of its own', async () => {
    const initializationOptions = {
      ruleSummaries: { 'skip-ports-overlap': 'Ein Port, der zweimal dasteht.' },
    };
    await start({ folder: pathToFileURL(folder).href, initializationOptions });
    const config = uriOf('.linkerd-lint.yaml');
    await client.open(config, 'dataPlane: \nrules:\n  skip-ports-overlap: off\n');
    const { items } = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri: config },
      position: { line: 0, character: 11 },
    });
    expect(items.map(({ label }) => label)).toEqual(['auto', 'proxy-init', 'cni']);
    expect(await client.hover(config, 'skip-ports')).toMatchObject({
      contents: { value: expect.stringContaining('Ein Port, der zweimal dasteht.') },
    });
  });

  test('keeps its comments when a quick fix writes to it', async () => {
    writeFileSync(join(folder, '.linkerd-lint.yaml'), '# ours\ndataPlane: cni # since May\n');
    await start({ pulls: true, folder: pathToFileURL(folder).href });
    await client.open(uriOf('web.yaml'), pod());
    const actions = await client.codeActions(uriOf('web.yaml'), '8080');
    const texts = [];
    for (const title of ['This cluster uses proxy-init', 'linkerd-cni is v1.6.3 or newer']) {
      const { edit } = await client.resolve(
        actions.find((action) => action.title === title) as (typeof actions)[number],
      );
      texts.push(client.textAfter(uriOf('.linkerd-lint.yaml'), edit, '# ours\ndataPlane: cni # since May\n'));
    }
    expect(texts).toEqual([
      '# ours\ndataPlane: proxy-init # since May\n',
      '# ours\ndataPlane: cni # since May\ncniPlugin: v1.6.3\n',
    ]);
  });
});

test('the code of a finding leads to the page of its rule, where the client can open it', async () => {
  await start({ initializationOptions: { explainCommand: 'explain' } });
  await client.open(URI, pod());
  const [finding] = await client.pushed(URI, 1);
  expect(finding?.codeDescription?.href).toBe('command:explain?%5B%22skip-inbound-missing-proxy-ports%22%5D');
});

test('the code of a finding leads nowhere for other clients', async () => {
  await start();
  await client.open(URI, pod());
  expect((await client.pushed(URI, 1))[0]?.codeDescription).toBeUndefined();
});

describe('code actions', () => {
  test('come in the order in which people need them', async () => {
    await start({ initializationOptions: { explainCommand: 'linkerdLint.explainRule' } });
    await client.open(URI, pod());
    const actions = await client.codeActions(URI, '8080');
    expect(actions.map(({ title }) => title)).toEqual([
      'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
      'Remove skip-inbound-ports (the proxy then handles these ports too)',
      'This cluster uses proxy-init',
      'linkerd-cni is v1.6.3 or newer',
      'Upgrade linkerd-cni to v1.6.3 or newer (explains how)',
      'Add 4190 and 4191 (tap stays refused)',
      'Disable for this line',
      'Explain',
    ]);
    expect(actions.map(({ isPreferred }) => isPreferred === true)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(client.textAfter(URI, actions[0]?.edit)).toBe(pod().replace('skip-inbound-ports', 'opaque-ports'));
    expect(client.textAfter(URI, actions[5]?.edit)).toBe(pod('8080,4190,4191'));
    expect(client.textAfter(URI, actions[6]?.edit)).toContain(
      '    # linkerd-lint-disable-next-line skip-inbound-missing-proxy-ports\n    config',
    );
  });

  test('offer no command to a client that has none, and whole edits to one that cannot resolve', async () => {
    await start({ resolvesCodeActions: false });
    await client.open(URI, pod());
    const actions = await client.codeActions(URI, '8080');
    expect(actions.every(({ command, edit }) => command === undefined && edit !== undefined)).toBe(true);
  });

  test('fix all applies what is safe and leaves the rest', async () => {
    await start({ settings: {} });
    await client.open(URI, pod('8080, 9090,8080'));
    const [action] = await client.codeActions(URI, 'kind', ['source.fixAll']);
    expect(action?.kind).toBe('source.fixAll.linkerdLint');
    const resolved = await client.resolve(action as NonNullable<typeof action>);
    expect(client.textAfter(URI, resolved.edit)).toBe(pod('8080,9090'));
  });

  test.each([
    [{ dataPlane: 'cni', cniPlugin: 'v1.6.2' }, '8080,9090'],
    [{ dataPlane: 'cni', cniPlugin: 'v1.1.0', linkerd: '2.10' }, '8080,9090,4190,4191'],
  ])('fix all, with %j, makes it %s', async (settings, list) => {
    await start({ settings });
    await client.open(URI, pod('8080, 9090'));
    const [action] = await client.codeActions(URI, 'kind', ['source.fixAll.linkerdLint']);
    const resolved = await client.resolve(action as NonNullable<typeof action>);
    expect(client.textAfter(URI, resolved.edit)).toBe(pod(list));
  });

  test('tell safe fixes from the others, and offer all of them at once where there are more', async () => {
    await start({ settings: { dataPlane: 'proxy-init' } });
    await client.open(URI, pod('8080, 9090'));
    const one = (await client.codeActions(URI, ' 9090')).map(({ title }) => title);
    expect(one[0]).toMatch(/ \(safe fix\)$/);
    expect(one.filter((title) => title.includes('safe'))).toHaveLength(1);
    await client.edit(URI, '"8080, 9090"', '"8080, 9090,8080"');
    const actions = await client.codeActions(URI, ' 9090');
    const all = actions.find(({ title }) => title === 'Fix all in this file (2 safe fixes)');
    const { edit } = await client.resolve(all as NonNullable<typeof all>);
    expect(client.textAfter(URI, edit)).toBe(pod('8080,9090'));
  });

  test('fix all reports its result to a client that asks', async () => {
    await start({ settings: { dataPlane: 'proxy-init' } });
    await client.open(URI, pod('8080, 9090,8080,x'));
    const report = await client.connection.sendRequest<FixAllReport>('linkerdLint/fixAll', { uri: URI });
    expect(report).toMatchObject({ fixed: 2, left: 1 });
    expect(
      client.textAfter(URI, {
        documentChanges: [{ textDocument: { uri: URI, version: 1 }, edits: [...report.edits] }],
      }),
    ).toBe(pod('8080,9090,x'));
    const unknown = { uri: 'file:///unknown.yaml' };
    expect(await client.connection.sendRequest('linkerdLint/fixAll', unknown)).toEqual({
      edits: [],
      fixed: 0,
      left: 0,
    });
  });

  test('are empty in a place without findings', async () => {
    await start();
    await client.open(URI, pod());
    expect(await client.codeActions(URI, 'kind')).toEqual([]);
  });
});

describe('hover', () => {
  test('explains the second document of a file', async () => {
    await start();
    await client.open(URI, `${pod('25')}---\n${pod('8080')}`);
    const hover = await client.hover(URI, '8080');
    expect(hover?.range?.start.line).toBe(12);
    expect(JSON.stringify(hover?.contents)).toContain('4190');
  });

  test('is silent elsewhere', async () => {
    await start();
    await client.open(URI, pod());
    expect(await client.hover(URI, 'kind')).toBeNull();
  });
});

test('the environment can be asked for', async () => {
  await start({ settings: { dataPlane: 'cni', cniPlugin: 'v1.6.2' } });
  await client.open(URI, pod());
  expect(await client.connection.sendRequest('linkerdLint/environment', { uri: URI })).toMatchObject({
    dataPlane: 'cni',
    impact: 'affected',
    isFromSettings: true,
  });
});
