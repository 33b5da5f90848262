import { afterEach, expect, it, vi } from 'vitest';
import { RepositoryMeshes } from '../../../server/src/engine/repositoryMeshes.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';

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

it('lets other tasks have their turn while it reads files, and while it joins what they contain', async () => {
  // At each look at the clock the turn is over.
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
  const mesh = await meshesOf(FILES).of(ROOT);
  clearImmediate(waiting);
  expect([...mesh.uris]).toHaveLength(PATHS.length);
  expect(turns).toBeGreaterThan(2 * PATHS.length);
});

it('tells when the meshes that are being read are read', async () => {
  const meshes = meshesOf(FILES);
  void meshes.of(ROOT);
  expect(meshes.all).toEqual([]);
  expect(await meshes.allRead()).toHaveLength(1);
});
