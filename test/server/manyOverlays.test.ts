import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { SWITCH_ON, switchedOff } from '../support/switchedOn.ts';
import type { ClientSetup, ServerClient } from './serverClient.ts';
import { useServerFolder } from './serverFolder.ts';

/** Only the overlays have a finding here, in the skip list: in the base, the pods have no proxy. */
const BASE = switchedOff('config.linkerd.io/skip-outbound-ports: "8080, 4190,4191"');

/** More overlays than a keystroke waits for, all of which remove one misspelled annotation. */
const OVERLAYS = Array.from({ length: 9 }, (_, number) => `overlays/${number}/kustomization.yaml`);
const OVERLAY = `resources: [../../base]
${SWITCH_ON.replace('{name: web}', '{name: web, annotations: {linkerd.io/injct: null}}')}`;

const folder = useServerFolder({
  '.git/HEAD': 'ref: refs/heads/main\n',
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': BASE,
  ...Object.fromEntries(OVERLAYS.map((path) => [path, OVERLAY])),
});
let client: ServerClient;
let web: string;

/** Opens the base. */
async function open(setup: ClientSetup = {}): Promise<void> {
  client = await folder.start(setup);
  web = folder.uriOf('base/web.yaml');
  await client.open(web, BASE);
}

/** The rules of this test. */
const RULES: unknown[] = ['skip-ports-whitespace', 'annotation-unknown-key'];

/** What was pushed for a version, the first first. */
function pushed(version: number): string[][] {
  return client.published
    .filter((params) => params.uri === web && params.version === version)
    .map(({ diagnostics }) => placesOf(diagnostics));
}

function placesOf(diagnostics: readonly Diagnostic[]): string[] {
  const shown = diagnostics.filter(({ code }) => RULES.includes(code));
  return shown.map(({ code, range }) => `${code} ${range.start.line}`);
}

const IN_OVERLAYS = 'skip-ports-whitespace 9';

test('what many overlays said of a base moves with its text until they are judged', async () => {
  await open();
  await client.until(() => pushed(1).at(-1)?.includes(IN_OVERLAYS) === true);
  const version = await client.edit(web, 'spec:', 'spec:\n  replicas: 2');
  await client.until(() => pushed(version).length > 0);
  expect(pushed(version)[0]).toEqual(['skip-ports-whitespace 10']);
});

test('a new finding in a base waits for many overlays, and is never shown if all repair it', async () => {
  await open();
  await client.until(() => pushed(1).at(-1)?.includes(IN_OVERLAYS) === true);
  const annotations = ['annotations:', 'linkerd.io/injct: enabled', 'linkerd.io/injet: enabled'];
  const version = await client.edit(web, 'name: web', `name: web\n  ${annotations.join('\n    ')}`);
  await client.until(() => pushed(version).length > 1);
  const [first, last] = pushed(version);
  expect(first).toEqual(['skip-ports-whitespace 12']);
  expect(last).toEqual(['annotation-unknown-key 6', 'skip-ports-whitespace 12']);
});

test('what many overlays say is removed with what they said it of', async () => {
  await open();
  await client.until(() => pushed(1).at(-1)?.includes(IN_OVERLAYS) === true);
  const version = await client.edit(web, ', 4190', ',4190');
  await client.until(() => pushed(version).at(-1)?.length === 0);
});

test('a client that pulls is asked to pull again when many overlays are judged', async () => {
  await open({ pulls: true });
  const places = async () => placesOf(await client.pull(web));
  await client.until(() => client.refreshes > 0);
  expect(await places()).toEqual([IN_OVERLAYS]);
  const { refreshes } = client;
  await client.edit(web, ', 4190', ',4190');
  expect(await places()).toEqual([IN_OVERLAYS]);
  await client.until(() => client.refreshes > refreshes);
  expect(await places()).toEqual([]);
});

test('a fix in a base takes what many overlays make of it now into account', async () => {
  await open();
  await client.until(() => pushed(1).at(-1)?.includes(IN_OVERLAYS) === true);
  await client.edit(web, '8080,', '8081,');
  const titles = (await client.codeActions(web, '4190')).map(({ title }) => title);
  expect(titles).toContain('Remove the spaces (safe fix)');
});
