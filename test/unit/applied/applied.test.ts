import { describe, expect, test } from 'vitest';
import { TestRepository } from '../../support/navigate.ts';

const KEY = 'config.linkerd.io/skip-inbound-ports';

const BASE = `
  # file: base/kustomization.yaml
  resources: [web.yaml]
  # file: base/web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web}
  spec:
    template:
      metadata:
        annotations:
          ${KEY}: "8080"
          linkerd.io/inject: enabled
`;

/** An overlay with a strategic merge patch in a file. */
const overlay = (name: string, lines: string) => `
  # file: ${name}/kustomization.yaml
  resources: [../base]
  patches: [{path: patch.yaml}]
  # file: ${name}/patch.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web}
  spec:
    template:
      metadata:
        annotations:
          ${lines}
`;

/** One with JSON patch operations in the kustomization. */
const inline = (name: string, operation: string) => `
  # file: ${name}/kustomization.yaml
  resources: [../base]
  patches:
    - target: {kind: Deployment}
      patch: |-
        ${operation}
`;

const read = (...parts: readonly string[]) => TestRepository.read(parts.join('').replace(/^\n/gm, ''));
const PATH = '/spec/template/metadata/annotations/config.linkerd.io~1skip-inbound-ports';

describe('a hover on an annotation', () => {
  test('in a base says what each overlay applies, and which file has the last word', async () => {
    const repository = await read(BASE, overlay('dev', 'a: b'), overlay('prod', `${KEY}: "9090"`));
    expect(await repository.applied('base/web.yaml', '"8080"')).toEqual([
      '`dev`: `8080` is applied, as written here.',
      '`prod`: `9090` is applied, from [prod/patch.yaml:8](file:///prod/patch.yaml#L8).',
    ]);
    expect(await repository.applied('base/web.yaml', 'enabled')).toEqual([
      '`dev`, `prod`: `enabled` is applied, as written here.',
    ]);
  });

  test('in a patch says whether it has the last word', async () => {
    const outer = `
  # file: outer/kustomization.yaml
  resources: [../prod]
  patches:
    - target: {kind: Deployment}
      patch: |-
        - {op: replace, path: ${PATH}, value: "7070"}
`;
    const alone = await read(BASE, overlay('prod', `${KEY}: "9090"`));
    expect(await alone.applied('prod/patch.yaml', '"9090"')).toEqual([
      '`prod`: `9090` is applied, as written here.',
    ]);
    const repository = await read(BASE, overlay('prod', `${KEY}: "9090"`), outer);
    expect(await repository.applied('prod/patch.yaml', '"9090"')).toEqual([
      '`outer`: `7070` is applied, from [outer/kustomization.yaml:5](file:///outer/kustomization.yaml#L5).',
    ]);
    expect(await repository.applied('outer/kustomization.yaml', '"7070"')).toEqual([
      '`outer`: `7070` is applied, as written here.',
    ]);
  });

  test('in commonAnnotations says what becomes of them in pods', async () => {
    const common = BASE.replace(
      'resources: [web.yaml]',
      `resources: [web.yaml]
  commonAnnotations:
    config.linkerd.io/proxy-log-level: warn`,
    );
    const level = 'config.linkerd.io/proxy-log-level: info';
    const other = `
  # file: dev/kustomization.yaml
  resources: [../base, other.yaml]
  # file: dev/other.yaml
  apiVersion: v1
  kind: Pod
  metadata: {name: other}
`;
    const repository = await read(common, other, overlay('prod', level));
    expect(await repository.applied('base/kustomization.yaml', 'warn')).toEqual([
      '`dev`: `warn` is applied, as written here.',
      '`prod`: `info` is applied, from [prod/patch.yaml:8](file:///prod/patch.yaml#L8).',
    ]);
    const alone = await read(common);
    expect(await alone.applied('base/kustomization.yaml', 'warn')).toEqual([
      '`base`: `warn` is applied, as written here.',
    ]);
  });

  test('names the kustomization in the root by its file', async () => {
    const repository = await read(
      `
  # file: kustomization.yaml
  resources: [web.yaml]
  commonAnnotations: {linkerd.io/inject: enabled}
`,
      BASE.replaceAll('base/', '').replace(/ {2}# file: kust.*\n.*\n/, ''),
    );
    expect(await repository.applied('kustomization.yaml', 'enabled')).toEqual([
      '`kustomization.yaml`: `enabled` is applied, as written here.',
    ]);
  });

  test('says that a patch removes it', async () => {
    const repository = await read(BASE, inline('prod', `- {op: remove, path: ${PATH}}`));
    expect(await repository.applied('base/web.yaml', '"8080"')).toEqual(['`prod`: **removed** by a patch.']);
  });

  test('says nothing certain of what is not', async () => {
    const remote = `
  # file: far/kustomization.yaml
  resources: [../base]
  components: ["https://example.test/component"]
`;
    const repository = await read(BASE, remote);
    expect(await repository.applied('base/web.yaml', '"8080"')).toEqual([
      'What `far` applies is not certain.',
    ]);
  });

  test('has three lines at most', async () => {
    const overlays = ['a', 'b', 'c', 'd', 'e'].map((name, index) => overlay(name, `${KEY}: "909${index}"`));
    const repository = await read(BASE, ...overlays);
    const lines = await repository.applied('base/web.yaml', '"8080"');
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toBe('… and 3 other results.');
  });

  test('says nothing elsewhere', async () => {
    const repository = await read(BASE, overlay('prod', 'a: b'));
    expect(await repository.applied('base/web.yaml', 'name: web')).toEqual([]);
    expect(await repository.applied('prod/patch.yaml', 'a: b')).toEqual([]);
    const alone = await TestRepository.read(`
      # file: web.yaml
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
    `);
    expect(await alone.applied('web.yaml', 'enabled')).toEqual([]);
  });
});

describe('the definition of an annotation', () => {
  test('is the place that has the last word', async () => {
    const repository = await read(BASE, overlay('dev', 'a: b'), overlay('prod', `${KEY}: "9090"`));
    expect(await repository.definitions('base/web.yaml', '"8080"')).toEqual([
      'base/web.yaml:8 "8080"',
      'prod/patch.yaml:8 "9090"',
    ]);
    expect(await repository.definitions('prod/patch.yaml', KEY)).toEqual(['prod/patch.yaml:8 "9090"']);
  });
});

describe('a hint in a base', () => {
  test('stands at what every overlay overrides', async () => {
    const repository = await read(
      BASE,
      overlay('dev', `${KEY}: "7070"`),
      inline('prod', `- {op: replace, path: ${PATH}, value: "9090"}`),
    );
    expect(await repository.overridden('base/web.yaml')).toEqual([
      `${KEY}: "8080" | overridden in all 2 kustomizations | dev: 7070 (dev/patch.yaml:8)\nprod: 9090 (prod/kustomization.yaml:5)`,
    ]);
    expect(await repository.overridden('dev/patch.yaml')).toEqual([]);
  });

  test('is not there if one overlay takes the value', async () => {
    const repository = await read(BASE, overlay('dev', `${KEY}: "7070"`), overlay('prod', 'a: b'));
    expect(await repository.overridden('base/web.yaml')).toEqual([]);
  });

  test('is not there if the files are applied as they are, too', async () => {
    const argo = `
  # file: argo.yaml
  apiVersion: argoproj.io/v1alpha1
  kind: Application
  metadata: {name: a}
  spec: {source: {path: base}}
`;
    const plain = BASE.replace(/.*kustomization.*\n.*\n/, '');
    const prod = overlay('prod', `${KEY}: "9090"`).replace('../base', '../base/web.yaml');
    expect(await (await read(plain, prod)).overridden('base/web.yaml')).toHaveLength(1);
    expect(await (await read(plain, prod, argo)).overridden('base/web.yaml')).toEqual([]);
  });
});
