import { describe, expect, it, test } from 'vitest';
import { BuildLinter } from '../../../server/src/engine/buildLinter.ts';
import { MESH_FILES } from '../../../server/src/engine/meshFiles.ts';
import { MeshLinter } from '../../../server/src/engine/meshLinter.ts';
import { RepositoryMesh } from '../../../server/src/engine/repositoryMesh.ts';
import { RepositoryMeshes } from '../../../server/src/engine/repositoryMeshes.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { LARGEST_FILE } from '../../../server/src/kubernetes/fileKinds.ts';
import { BUILD_RULES, MESH_RULES } from '../../../server/src/rules/registry.ts';
import type { FileResults, ReadOptions, ReadRefusal } from '../../../server/src/workspace/fileHost.ts';
import { throwFailure, UNKNOWN } from '../../support/lint.ts';
import { MemoryFiles, SlowFiles, uriOf } from '../../support/memoryFiles.ts';
import { turnsDuring } from '../../support/turnsDuring.ts';

const ROOT = { root: uriOf('repo'), isRead: true };
const PATHS = Array.from({ length: 50 }, (_, index) => `repo/${index}/service.yaml`);
const FILES = Object.fromEntries(
  PATHS.map((path, index) => [
    path,
    `apiVersion: v1\nkind: Service\nmetadata: {name: web-${index}}\nspec: {ports: [{port: 80}]}\n`,
  ]),
);

function meshesOf(files: Readonly<Record<string, string>>): RepositoryMeshes {
  return new RepositoryMeshes(new MemoryFiles(files), { mesh: [], builds: [] }, () => {});
}

it('lets other tasks have their turn while it reads files, and while it joins what they contain', async () => {
  const meshes = meshesOf(FILES);
  const turns = await turnsDuring(() => meshes.of(ROOT));
  expect([...(await meshes.of(ROOT)).uris]).toHaveLength(PATHS.length);
  expect(turns).toBeGreaterThan(2 * PATHS.length);
});

it('lets other tasks have their turn while it reads files anew, as after a checkout of another branch', async () => {
  const mesh = await meshesOf(FILES).of(ROOT);
  const turns = await turnsDuring(() => mesh.refresh(PATHS.map(uriOf)));
  expect(turns).toBeGreaterThanOrEqual(PATHS.length);
});

it('tells when the meshes that are being read are read', async () => {
  const meshes = meshesOf(FILES);
  void meshes.of(ROOT);
  expect(meshes.all).toEqual([]);
  expect(await meshes.allRead()).toHaveLength(1);
});

describe('a file that changes while it is being read', () => {
  const uri = uriOf('repo/service.yaml');
  const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {}\n`;

  async function slowMesh() {
    const files = new SlowFiles({ 'repo/service.yaml': service('old') });
    const mesh = await new RepositoryMeshes(files, { mesh: [], builds: [] }, () => {}).of(ROOT);
    return { files, mesh, names: () => mesh.resourcesIn(uri).map(({ facts }) => facts.id.name) };
  }

  it('is as it is in the editor, if it is opened there', async () => {
    const { files, mesh, names } = await slowMesh();
    const isRead = files.slowRead();
    const refreshed = mesh.refresh([uri]);
    const end = await isRead;
    mesh.open(uri, SourceFile.read(service('edited')));
    end();
    await refreshed;
    expect(names()).toEqual(['edited']);
  });

  it('is read anew after an earlier read of it has ended', async () => {
    const { files, mesh, names } = await slowMesh();
    const isRead = files.slowRead();
    const first = mesh.refresh([uri]);
    const end = await isRead;
    files.texts.set(uri, service('new'));
    const second = mesh.refresh([uri]);
    await new Promise(setImmediate);
    end();
    await Promise.all([first, second]);
    expect(names()).toEqual(['new']);
  });
});

describe('the meshes of repositories', () => {
  it('are read when they are first needed, each once', async () => {
    const files = new MemoryFiles(FILES);
    const meshes = new RepositoryMeshes(files, { mesh: [], builds: [] }, () => {});
    expect([meshes.isReading(ROOT.root), meshes.ready(ROOT.root)]).toEqual([false, undefined]);
    const reading = meshes.of(ROOT);
    expect([meshes.isReading(ROOT.root), meshes.ready(ROOT.root)]).toEqual([true, undefined]);
    const mesh = await reading;
    expect(meshes.ready(ROOT.root)).toBe(mesh);
    expect(await meshes.of(ROOT)).toBe(mesh);
    expect(meshes.all).toEqual([mesh]);
    expect(meshes.sumsOf(ROOT.root)).toBe(mesh.sums);
    expect(files.read).toHaveLength(PATHS.length);
  });

  it('are of the open files alone, where a folder is not to be read', async () => {
    const files = new MemoryFiles(FILES);
    const meshes = new RepositoryMeshes(files, { mesh: [], builds: [] }, () => {});
    const mesh = await meshes.of({ ...ROOT, isRead: false });
    expect(files.read).toEqual([]);
    const [path = ''] = PATHS;
    mesh.open(uriOf(path), SourceFile.read(FILES[path] ?? ''));
    expect([...mesh.uris]).toEqual([uriOf(path)]);
  });

  it('hold nothing if the reading is ended', async () => {
    const meshes = meshesOf(FILES);
    const reading = meshes.of(ROOT);
    meshes.stop();
    expect([...(await reading).uris]).toEqual([]);
  });

  it('are complete if the caller says so', async () => {
    const route =
      'apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: web, namespace: shop}\nspec: {targetRef: {kind: Namespace, name: shop}, requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: clients}]}\n';
    const rulesIn = async (isWhole: boolean) => {
      const rules = { mesh: MESH_RULES, builds: [] };
      const meshes = new RepositoryMeshes(
        new MemoryFiles({ 'repo/a.yaml': route }),
        rules,
        throwFailure,
        isWhole,
      );
      const found = await (await meshes.of(ROOT)).findings(uriOf('repo/a.yaml'), UNKNOWN);
      return found.map(({ rule }) => rule);
    };
    expect(await rulesIn(false)).not.toContain('authentication-ref-missing');
    expect(await rulesIn(true)).toContain('authentication-ref-missing');
  });
});

/** Files of which some are refused, with what earlier runs kept. */
class Disk extends MemoryFiles {
  readonly refused = new Map<string, ReadRefusal>();
  /** Links to files outside of the repository. */
  readonly links = new Set<string>();
  readonly kept = new Map<string, string>();
  saves = 0;

  override async readText(uri: string, options: ReadOptions = {}): Promise<string | undefined> {
    const isOutside = options.staysIn !== undefined && this.links.has(uri);
    const reason = isOutside ? 'outside' : this.refused.get(uri);
    if (reason) options.onRefused?.(reason);
    const text = await super.readText(uri);
    return reason ? undefined : text;
  }

  resultsBelow(): FileResults {
    return {
      get: (uri) => this.kept.get(uri),
      set: (uri, result) => void this.kept.set(uri, result),
      save: () => void this.saves++,
    };
  }
}

function meshOf(disk: MemoryFiles, root = uriOf('')): RepositoryMesh {
  const linters = [
    new MeshLinter(MESH_RULES, throwFailure),
    new BuildLinter(BUILD_RULES, throwFailure),
  ] as const;
  return new RepositoryMesh(disk, root, ...linters);
}

async function scanned(disk: MemoryFiles): Promise<RepositoryMesh> {
  const mesh = meshOf(disk);
  await mesh.scan(new AbortController().signal);
  return mesh;
}

const AUTHENTICATION =
  'apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: clients, namespace: shop}\nspec: {identities: ["*"]}\n';
/** It needs `clients`. */
const POLICY = `${AUTHENTICATION.replace('clients', 'others')}---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef: {kind: Namespace, name: shop}
  requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: clients}]
`;
const MISSING = ['authentication-ref-missing'];
const POLICY_URI = uriOf('policy.yaml');
const OTHER_URI = uriOf('other.yaml');

async function rulesIn(mesh: RepositoryMesh, uri = POLICY_URI): Promise<string[]> {
  const rules = (await mesh.findings(uri, UNKNOWN)).map(({ rule }) => rule);
  expect(await mesh.hasFindings(uri, UNKNOWN)).toBe(rules.length > 0);
  return rules.filter((rule) => rule !== 'namespace-policy-without-server');
}

describe('another file', () => {
  const POLICY_FILE = { 'policy.yaml': POLICY };
  const OTHER_FILE = { ...POLICY_FILE, 'other.yaml': AUTHENTICATION };

  test('counts as it is on the disk', async () => {
    expect(await rulesIn(await scanned(new Disk(POLICY_FILE)))).toEqual(MISSING);
    expect(await rulesIn(await scanned(new Disk(OTHER_FILE)))).toEqual([]);
  });

  test.each<[ReadRefusal, string[]]>([
    ['tooLarge', []],
    ['outside', []],
    ['notText', []],
    ['unreadable', []],
    // A folder with such a name holds no resource.
    ['notRegular', MISSING],
  ])('may hold anything if it is refused as “%s”, until it can be read', async (reason, rules) => {
    const disk = new Disk({ ...POLICY_FILE, 'other.yaml': 'a: b\n' });
    disk.refused.set(OTHER_URI, reason);
    const mesh = await scanned(disk);
    expect(await rulesIn(mesh)).toEqual(rules);
    expect([...mesh.unread]).toEqual(rules.length === 0 ? [[OTHER_URI, reason]] : []);
    disk.refused.clear();
    await mesh.refresh([OTHER_URI]);
    expect(await rulesIn(mesh)).toEqual(MISSING);
    expect([...mesh.unread]).toEqual([]);
  });

  test('may hold anything once it is a link out of the repository', async () => {
    const disk = new Disk({ ...POLICY_FILE, 'other.yaml': 'a: b\n' });
    const mesh = await scanned(disk);
    disk.links.add(OTHER_URI);
    await mesh.refresh([OTHER_URI]);
    expect(await rulesIn(mesh)).toEqual([]);
    expect([...mesh.unread]).toEqual([[OTHER_URI, 'outside']]);
    expect(await mesh.fileOf(OTHER_URI)).toBeUndefined();
  });

  test('may hold anything if its text is too long', async () => {
    const disk = new Disk({ ...POLICY_FILE, 'other.yaml': 'a: b\n'.padEnd(LARGEST_FILE + 1) });
    const mesh = await scanned(disk);
    expect(await rulesIn(mesh)).toEqual([]);
    expect([...mesh.unread]).toEqual([[OTHER_URI, 'tooLarge']]);
    expect(await mesh.fileOf(OTHER_URI)).toBeUndefined();
    expect([...mesh.uris]).toEqual([POLICY_URI]);
    disk.texts.set(OTHER_URI, AUTHENTICATION.padEnd(LARGEST_FILE));
    await mesh.refresh([OTHER_URI]);
    expect([...mesh.unread]).toEqual([]);
    expect([...mesh.uris]).toEqual([POLICY_URI, OTHER_URI]);
    expect(await mesh.fileOf(OTHER_URI)).toBeDefined();
  });

  test('may be among those that are not read in a repository with too many', async () => {
    const disk = new Disk(POLICY_FILE);
    const listed = (count: number) => [
      POLICY_URI,
      ...Array.from({ length: count - 1 }, (_, at) => uriOf(`${at}`)),
    ];
    disk.listFiles = async () => listed(MESH_FILES.limit);
    const cut = await scanned(disk);
    expect(await rulesIn(cut)).toEqual([]);
    expect([...cut.unread]).toEqual([[cut.root, 'tooMany']]);
    disk.listFiles = async () => listed(MESH_FILES.limit - 1);
    expect(await rulesIn(await scanned(disk))).toEqual(MISSING);
  });

  test('counts as it is in an editor, and when it is closed as it is on the disk', async () => {
    const mesh = await scanned(new Disk(OTHER_FILE));
    expect(await rulesIn(mesh)).toEqual([]);
    expect([...mesh.open(OTHER_URI, SourceFile.read('a: b\n'))].sort()).toEqual([OTHER_URI, POLICY_URI]);
    expect(await rulesIn(mesh)).toEqual(MISSING);
    expect((await mesh.fileOf(OTHER_URI))?.text).toBe('a: b\n');
    // What is written to the disk meanwhile is not what the editor shows.
    expect([...(await mesh.refresh([OTHER_URI]))]).toEqual([]);
    expect(await rulesIn(mesh)).toEqual(MISSING);
    expect([...(await mesh.refresh([OTHER_URI], true))].sort()).toEqual([OTHER_URI, POLICY_URI]);
    expect(await rulesIn(mesh)).toEqual([]);
    expect((await mesh.fileOf(OTHER_URI))?.text).toBe(AUTHENTICATION);
  });

  test('concerns nobody if the editor gives the same text again', async () => {
    const mesh = await scanned(new Disk(POLICY_FILE));
    const file = SourceFile.read(AUTHENTICATION);
    expect(await rulesIn(mesh)).toEqual(MISSING);
    expect([...mesh.open(OTHER_URI, file)].sort()).toEqual([OTHER_URI, POLICY_URI]);
    expect([...mesh.open(OTHER_URI, file)]).toEqual([]);
  });

  test('is read again once its text was dropped, which is the same on the disk', async () => {
    const disk = new Disk(OTHER_FILE);
    const mesh = await scanned(disk);
    mesh.open(OTHER_URI, SourceFile.read(AUTHENTICATION));
    mesh.close(OTHER_URI);
    disk.texts.set(OTHER_URI, 'a: b\n');
    expect((await mesh.fileOf(OTHER_URI))?.text).toBe('a: b\n');
    await mesh.refresh([OTHER_URI]);
    expect(await rulesIn(mesh)).toEqual(MISSING);
  });

  test('is gone once it is deleted', async () => {
    const disk = new Disk(OTHER_FILE);
    const mesh = await scanned(disk);
    expect(await rulesIn(mesh)).toEqual([]);
    disk.texts.delete(OTHER_URI);
    expect([...(await mesh.refresh([OTHER_URI]))].sort()).toEqual([OTHER_URI, POLICY_URI]);
    expect(await rulesIn(mesh)).toEqual(MISSING);
    expect(mesh.hasRead(OTHER_URI)).toBe(false);
    expect(mesh.hasRead(POLICY_URI)).toBe(true);
  });

  test('counts as it was opened before the disk was read', async () => {
    const mesh = meshOf(new Disk(OTHER_FILE));
    mesh.open(OTHER_URI, SourceFile.read('a: b\n'));
    await mesh.scan(new AbortController().signal);
    expect(await rulesIn(mesh)).toEqual(MISSING);
  });

  test('does not count if the reading was ended', async () => {
    const disk = new Disk(OTHER_FILE);
    const mesh = meshOf(disk);
    const stop = new AbortController();
    stop.abort();
    await mesh.scan(stop.signal);
    expect([...mesh.uris]).toEqual([]);
    expect(disk.read).toHaveLength(1);
  });
});

describe('what an earlier run read of a file', () => {
  test('is used again, and that of a new file is kept', async () => {
    const disk = new Disk({ 'policy.yaml': POLICY, 'other.yaml': AUTHENTICATION });
    await scanned(disk);
    expect([...disk.kept.keys()]).toEqual([POLICY_URI, OTHER_URI]);
    expect(disk.saves).toBe(1);
    disk.read.length = 0;
    const again = await scanned(disk);
    expect(disk.read).toEqual([]);
    expect([...again.uris]).toEqual([POLICY_URI, OTHER_URI]);
    disk.kept.delete(OTHER_URI);
    expect(await rulesIn(await scanned(disk))).toEqual([]);
  });

  test('is not kept of one that is refused, gone or open in an editor', async () => {
    const disk = new Disk({ 'a.yaml': POLICY, 'b.yaml': POLICY, 'c.yaml': POLICY });
    disk.refused.set(uriOf('a.yaml'), 'unreadable').set(uriOf('b.yaml'), 'notRegular');
    const mesh = meshOf(disk);
    mesh.open(uriOf('c.yaml'), SourceFile.read(AUTHENTICATION));
    await mesh.scan(new AbortController().signal);
    expect([...disk.kept]).toEqual([]);
  });
});

describe('files of a repository', () => {
  const SHOP = { 'shop/policy.yaml': POLICY, 'shop/more/a.yaml': 'a: needle\n', 'policy.yaml': POLICY };

  test.each([
    ['shop/a.yaml', true],
    ['shop/charts/web/templates/_ports.tpl', true],
    ['a.yaml', false],
    ['shop/a.txt', false],
    ['shop/.github/a.yaml', false],
    ['shop/node_modules/a/a.yaml', false],
  ])('are those that may hold resources: %s', async (path, isOne) => {
    const mesh = meshOf(new Disk(SHOP), uriOf('shop'));
    expect(mesh.holds(uriOf(path))).toBe(isOne);
    expect([...(await mesh.refresh([uriOf(path)]))]).toEqual([]);
  });

  test('are no others', async () => {
    const disk = new Disk(SHOP);
    const mesh = meshOf(disk, uriOf('shop'));
    await mesh.scan(new AbortController().signal);
    expect([...mesh.uris]).toEqual([uriOf('shop/policy.yaml')]);
    expect(mesh.hasRead(POLICY_URI)).toBe(false);
    expect(mesh.placementsOf(POLICY_URI)).toEqual([]);
    expect(mesh.resourcesIn(POLICY_URI)).toEqual([]);
    expect(await rulesIn(mesh)).toEqual([]);
    expect(mesh.resourcesIn(uriOf('shop/policy.yaml'))).toHaveLength(2);
    expect(mesh.placementsOf(uriOf('shop/policy.yaml'))).toHaveLength(1);
    disk.texts.set(uriOf('shop/.github/policy.yaml'), POLICY);
    await mesh.refresh([POLICY_URI, uriOf('shop/.github/policy.yaml')]);
    expect([...mesh.open(POLICY_URI, SourceFile.read(POLICY))]).toEqual([]);
    expect([...mesh.uris]).toEqual([uriOf('shop/policy.yaml')]);
  });

  test('are judged if they hold resources or are kustomizations', async () => {
    const disk = new Disk({ ...SHOP, 'shop/kustomization.yaml': 'namespace: shop\n' });
    const mesh = await scanned(disk);
    expect([...mesh.judgedUris].sort()).toEqual([
      POLICY_URI,
      uriOf('shop/kustomization.yaml'),
      uriOf('shop/policy.yaml'),
    ]);
  });

  test('are each read anew once when many change together, as after a checkout of another branch', async () => {
    const paths = Array.from({ length: 401 }, (_, index) => `${index}.yaml`);
    const disk = new Disk(Object.fromEntries(paths.map((path) => [path, AUTHENTICATION])));
    const mesh = await scanned(disk);
    disk.read.length = 0;
    for (const path of paths) disk.texts.set(uriOf(path), AUTHENTICATION.replace('clients', 'others'));
    const all = paths.map(uriOf);
    expect([...(await mesh.refresh(all))].sort()).toEqual([...all].sort());
    expect(disk.read).toEqual(all);
    const names = all.flatMap((uri) => mesh.resourcesIn(uri).map(({ facts }) => facts.id.name));
    expect(new Set(names)).toEqual(new Set(['others']));
  });

  test('that contain a text are found as they are in the editor, or else on the disk', async () => {
    const mesh = await scanned(new Disk({ ...SHOP, 'b.yaml': 'a: needle\n', 'c.yaml': 'a: b\n' }));
    mesh.open(uriOf('b.yaml'), SourceFile.read('a: b\n'));
    mesh.open(uriOf('new.yaml'), SourceFile.read('a: needle\n'));
    const found: string[] = [];
    for await (const [uri, { text }] of mesh.filesWith('needle', new AbortController().signal))
      found.push(`${uri} ${text}`);
    expect(found).toEqual(['shop/more/a.yaml', 'new.yaml'].map((path) => `${uriOf(path)} a: needle\n`));
  });

  test('are searched no more once nobody waits for that', async () => {
    const mesh = await scanned(new Disk({ 'a.yaml': 'a: needle\n', 'b.yaml': 'a: needle\n' }));
    const stop = new AbortController();
    const found: string[] = [];
    for await (const [uri] of mesh.filesWith('needle', stop.signal)) {
      found.push(uri);
      stop.abort();
    }
    expect(found).toEqual([uriOf('a.yaml')]);
  });
});

describe('a finding', () => {
  const FILES = { 'policy.yaml': POLICY };

  test('is at its place in the text that the caller has read, or else in the present one', async () => {
    const disk = new Disk(FILES);
    const mesh = await scanned(disk);
    const placeIn = async (own?: SourceFile) => {
      const found = await mesh.findings(POLICY_URI, UNKNOWN, own);
      const { text } = own ?? SourceFile.read(POLICY);
      return found
        .filter(({ rule }) => rule === MISSING[0])
        .map(({ range }) => text.slice(range.start, range.end));
    };
    expect(await placeIn()).toEqual(['clients']);
    disk.read.length = 0;
    expect(await placeIn(SourceFile.read(`# moved\n${POLICY}`))).toEqual(['clients']);
    expect(disk.read).not.toContain(POLICY_URI);
  });

  test('about a build is beside those about resources', async () => {
    const kustomization = uriOf('kustomization.yaml');
    const disk = new Disk({ ...FILES, 'kustomization.yaml': 'resources: [policy.yaml, gone.yaml]\n' });
    const mesh = await scanned(disk);
    expect(await rulesIn(mesh, kustomization)).toEqual(['kustomize-path-missing']);
    const own = SourceFile.read('# moved\nresources: [policy.yaml, gone.yaml]\n');
    const [found] = await mesh.findings(kustomization, UNKNOWN, own);
    expect(own.text.slice(found?.range.start, found?.range.end)).toBe('gone.yaml');
    disk.texts.delete(kustomization);
    expect(await mesh.findings(kustomization, UNKNOWN)).toEqual([]);
  });

  test('leads to places in other files as these are, whatever text of its own the caller has', async () => {
    const server =
      'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: web}\nspec: {podSelector: {}, port: 8080}\n';
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    linkerd.io/inject: enabled\n    config.linkerd.io/skip-inbound-ports: "8080,9090"\nspec: {containers: [{name: web, image: web}]}\n';
    const mesh = await scanned(new Disk({ 'server.yaml': server, 'pod.yaml': pod }));
    const own = SourceFile.read(`# moved\n${server}`);
    const found = await mesh.findings(uriOf('server.yaml'), UNKNOWN, own);
    const bypassed = found.find(({ rule }) => rule === 'skip-bypasses-policy');
    expect(bypassed?.range.start).toBe(own.text.indexOf('8080'));
    expect(bypassed?.relatedElsewhere?.map(({ uri, start }) => `${uri} ${start.line}`)).toEqual([
      `${uriOf('pod.yaml')} 6`,
    ]);
  });

  test('has fixes that write other files of the repository', async () => {
    const files = {
      'kustomization.yaml': 'namePrefix: prod-\nresources: [server.yaml, policy.yaml]\n',
      'server.yaml':
        'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: web}\nspec: {podSelector: {}, port: 80}\n',
      'policy.yaml':
        'apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: web}\nspec: {targetRef: {group: policy.linkerd.io, kind: Server, name: web}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: a}]}\n',
    };
    const found = await (await scanned(new Disk(files))).findings(POLICY_URI, UNKNOWN);
    const kept = found.find(({ rule }) => rule === 'kustomize-reference-kept');
    expect(kept?.fixes[0]?.elsewhere?.map(({ uri }) => uri)).toEqual(
      ['kustomization.yaml', 'linkerd-references.yaml'].map(uriOf),
    );
  });
});

describe('what kustomizations apply', () => {
  const BASE = {
    'kustomization.yaml': 'resources: [web.yaml]\nnamespace: shop\n',
    'web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n',
  };
  const WEB = uriOf('web.yaml');
  const applied = async (mesh: RepositoryMesh) => {
    const [sum] = await mesh.sums.of(WEB);
    const text = JSON.stringify(sum?.build?.kind === 'built' && sum.build.resources);
    return /"text":"(web|edited|saved)"/.exec(text)?.[1];
  };
  const named = (name: string) => SourceFile.read((BASE['web.yaml'] ?? '').replace('web', name));

  test('is as in the editor, and on the disk once that has the same text, or the file is closed', async () => {
    const disk = new Disk(BASE);
    const mesh = await scanned(disk);
    expect(await applied(mesh)).toBe('web');
    const edited = named('edited');
    expect([...mesh.open(WEB, edited)].sort()).toEqual([uriOf('kustomization.yaml'), WEB]);
    expect([...mesh.open(WEB, edited)]).toEqual([]);
    expect(await applied(mesh)).toBe('edited');
    disk.texts.set(WEB, named('saved').text);
    await mesh.refresh([WEB]);
    expect(await applied(mesh)).toBe('edited');
    mesh.close(WEB);
    expect(await applied(mesh)).toBe('saved');
    mesh.open(WEB, edited);
    expect(await applied(mesh)).toBe('edited');
    await mesh.refresh([WEB], true);
    expect(await applied(mesh)).toBe('saved');
    disk.texts.set(WEB, named('edited').text);
    await mesh.refresh([WEB]);
    expect(await applied(mesh)).toBe('edited');
  });
});
