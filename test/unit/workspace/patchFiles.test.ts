import { describe, expect, it } from 'vitest';
import { SettingsResolver } from '../../../server/src/config/settingsResolver.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { Repositories } from '../../../server/src/workspace/repositories.ts';
import { linter } from '../../support/lint.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';

/** Alone it lacks a podSelector; the Server that it changes has one. */
const PATCH = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web}
spec:
  port: 8080
  proxyProtocl: HTTP/1
`;

/** With `target`, kustomize makes the text "null" of the first one, and removes the second. */
const REMOVING = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: any
  annotations: {linkerd.io/inject: null}
spec: {template: {metadata: {annotations: {linkerd.io/inject: null}}}}
`;

/** The rules that report something in `repo/prod/port.yaml` beside a kustomization. */
async function rulesIn(kustomization: string, config = '', patch = PATCH): Promise<string[]> {
  const host = new MemoryFiles({
    'repo/.git/HEAD': 'ref: refs/heads/main\n',
    'repo/prod/kustomization.yaml': kustomization,
    'repo/prod/port.yaml': patch,
    'repo/.linkerd-lint.yaml': config,
  });
  const repositories = new Repositories(host);
  const resolver = new SettingsResolver(host, [], (uri) => repositories.find(uri, undefined));
  const { settings } = await resolver.resolve(uriOf('repo/prod/port.yaml'));
  return linter.lint(SourceFile.read(patch), settings).map(({ rule }) => rule);
}

describe('a file that a kustomization applies as a patch', () => {
  it('lacks nothing, and is judged as far as it is written', async () => {
    expect(await rulesIn('resources: [port.yaml]\n')).toEqual([
      'resource-fields-exclusive',
      'resource-field-unknown',
    ]);
    for (const patches of ['patches: [{path: port.yaml}]\n', 'patchesStrategicMerge:\n  - ./port.yaml\n'])
      expect(await rulesIn(patches), patches).toEqual(['resource-field-unknown']);
    const withKind =
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - path: port.yaml\n';
    expect(await rulesIn(withKind)).toEqual(['resource-field-unknown']);
  });

  it('keeps nulls in own metadata if it has a target wherever it is used', async () => {
    const withTarget = '  - {path: port.yaml, target: {kind: Deployment}}\n';
    const isKept = async (kustomization: string) =>
      (await rulesIn(kustomization, '', REMOVING)).filter((rule) => rule === 'patch-null-kept').length;
    expect(await isKept(`patches:\n${withTarget}`)).toBe(1);
    expect(await isKept('patches: [{path: port.yaml}]\n')).toBe(0);
    expect(await isKept('patches: [{path: port.yaml, target: }]\n')).toBe(0);
    expect(await isKept('patchesStrategicMerge: [port.yaml]\n')).toBe(0);
    expect(await isKept(`patches:\n${withTarget}  - path: port.yaml\n`)).toBe(0);
    expect(await isKept(`patches:\n  - path: port.yaml\n${withTarget}`)).toBe(0);
  });

  it('is one also where the configuration says all about the cluster', async () => {
    const config = 'linkerd: "2.18"\ndataPlane: proxy-init\ncniPlugin: v1.6.4\n';
    expect(await rulesIn('patches: [{path: port.yaml}]\n', config)).toEqual(['resource-field-unknown']);
  });
});
