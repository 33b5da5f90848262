import { afterEach, describe, expect, it, vi } from 'vitest';
import { RepositoryMeshes } from '../../../server/src/engine/repositoryMeshes.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { MemoryFiles, SlowFiles, uriOf } from '../../support/memoryFiles.ts';

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

afterEach(() => void vi.restoreAllMocks());

/** How many turns other tasks have during some work, if each look at the clock ends the turn. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => {
    now += 1_000;
    return now;
  });
  let turns = 0;
  const otherTask = () => {
    turns++;
    waiting = setImmediate(otherTask);
  };
  let waiting = setImmediate(otherTask);
  await work();
  clearImmediate(waiting);
  return turns;
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
