import { beforeEach, expect, test } from 'vitest';
import type { Hover, InlayHint, Location } from 'vscode-languageserver';
import type { ServerClient } from './serverClient.ts';
import { useServerFolder } from './serverFolder.ts';

const BASE = `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    linkerd.io/inject: enabled
spec: {containers: [{name: web, image: web}]}
`;
const PATCH = `apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {linkerd.io/inject: disabled}}
`;
const FILES = {
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': BASE,
  'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
  'prod/patch.yaml': PATCH,
};
const VALUE = { line: 5, character: 25 };

const folder = useServerFolder(FILES);
let client: ServerClient;

beforeEach(async () => {
  client = await folder.start({ settings: { inlayHints: 'on' } });
  await client.open(folder.uriOf('base/web.yaml'), BASE);
});

function ask<Answer>(method: string, name = 'base/web.yaml'): Promise<Answer> {
  const textDocument = { uri: folder.uriOf(name) };
  return client.connection.sendRequest<Answer>(`textDocument/${method}`, {
    textDocument,
    position: VALUE,
    range: { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } },
  });
}

test('definition, hover and hint in a base know the overlay, as it is in the editor', async () => {
  // A definition has the repository read.
  expect(await ask<Location[]>('definition')).toEqual([
    {
      uri: folder.uriOf('prod/patch.yaml'),
      range: { start: { line: 2, character: 55 }, end: { line: 2, character: 63 } },
    },
  ]);
  const hover = await ask<Hover | null>('hover');
  expect(hover?.contents).toMatchObject({
    value: expect.stringMatching(/^`prod`: `disabled` is applied, from \[prod\/patch.yaml:3\]/),
  });
  expect(await ask<InlayHint[]>('inlayHint')).toMatchObject([
    { position: { line: 5, character: 30 }, label: 'overridden in prod' },
  ]);
  await client.open(folder.uriOf('prod/patch.yaml'), PATCH);
  await client.edit(folder.uriOf('prod/patch.yaml'), 'linkerd.io/inject', 'team');
  // An answer about the patch is one with its edits.
  await ask<Location[]>('definition', 'prod/patch.yaml');
  expect(await ask<InlayHint[]>('inlayHint')).toEqual([]);
  const [own] = await ask<Location[]>('definition');
  expect(own?.uri).toBe(folder.uriOf('base/web.yaml'));
});
