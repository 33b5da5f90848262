import { expect, test } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { documentSymbols, workspaceSymbols } from '../../../server/src/features/navigation/symbols.ts';
import { TestRepository } from '../../support/navigate.ts';

const FILE = `
  # file: policy.yaml
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: settings}
  ---
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: web, namespace: shop}
  spec: {podSelector: {}, port: 8080}
  ---
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: {{ .Values.name }}}
  spec: {podSelector: {}, port: 8080}
`;

test('the symbols of a file are its resources, those of the mesh', () => {
  const text = FILE.replaceAll('\n  ', '\n');
  const symbols = documentSymbols(SourceFile.read(text));
  const shown = symbols.map(({ name, kind, range, selection }) => ({
    name,
    kind,
    selection: text.slice(selection.start, selection.end),
    starts: text.slice(range.start, range.start + 30),
  }));
  const starts = 'apiVersion: policy.linkerd.io/';
  expect(shown).toEqual([
    { name: 'web', kind: 'Server', selection: 'web', starts },
    { name: 'Server', kind: 'Server', selection: '{{ .Values.name }}', starts },
  ]);
});

test.each([
  ['', ['web']],
  ['srvweb', ['web']],
  ['Server', ['web']],
  ['bew', []],
])('the symbols of a repository that fit %j', async (query, names) => {
  const { mesh } = await TestRepository.read(FILE);
  const symbols = await workspaceSymbols(mesh, query, new AbortController().signal);
  expect(symbols.map(({ name }) => name)).toEqual(names);
});

test('a symbol of a repository has its kind, its namespace and its place', async () => {
  const { mesh } = await TestRepository.read(FILE);
  expect(await workspaceSymbols(mesh, 'web', new AbortController().signal)).toEqual([
    {
      name: 'web',
      container: 'Server · shop',
      place: {
        uri: 'file:///policy.yaml',
        start: { line: 6, character: 17 },
        end: { line: 6, character: 20 },
      },
    },
  ]);
});
