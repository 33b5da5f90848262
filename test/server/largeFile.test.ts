import { afterEach, beforeEach, expect, it } from 'vitest';
import { LARGEST_FILE } from '../../server/src/kubernetes/fileKinds.ts';
import { ServerClient } from './serverClient.ts';

const URI = 'file:///w/dump.yaml';
const MANIFEST =
  'kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "80, 90"\n---\n';
const ROW = `a: ${'x'.repeat(100)}\n`;
const DATA = ROW.repeat(Math.ceil(LARGEST_FILE / ROW.length));

let client: ServerClient;

beforeEach(async () => {
  client = await ServerClient.start();
});

afterEach(async () => {
  await client.stop();
});

it('a file that is too large says so instead of being judged, until it is smaller', async () => {
  await client.open(URI, `${MANIFEST}${DATA}`);
  const [notice, ...others] = await client.pushed(URI, 1);
  expect(notice).toMatchObject({ code: 'file-too-large', severity: 3, range: { start: { line: 0 } } });
  expect(notice?.message).toContain('10 MB');
  expect(others).toEqual([]);
  expect(await client.hover(URI, 'skip-inbound-ports')).toBeNull();
  expect(await client.codeActions(URI, '80, 90')).toEqual([]);
  const version = await client.edit(URI, DATA, '');
  const codes = (await client.pushed(URI, version)).map(({ code }) => code);
  expect(codes).toContain('skip-ports-whitespace');
  expect(codes).not.toContain('file-too-large');
});

it('a large file without Linkerd is ignored', async () => {
  await client.open(URI, DATA);
  expect(await client.pushed(URI, 1)).toEqual([]);
});
