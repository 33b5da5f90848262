import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { RepositoryMeshes } from '../../engine/repositoryMeshes.ts';
import { SourceFile } from '../../engine/sourceFile.ts';
import { meshTraffic } from '../../mesh/traffic/meshTraffic.ts';
import type { WorkloadTraffic } from '../../mesh/traffic/workloadTraffic.ts';
import { childUri, isBelow, type ListingHost, uriBelow } from '../../workspace/fileHost.ts';
import { MemoryFiles } from '../../workspace/memoryFiles.ts';
import { Repositories } from '../../workspace/repositories.ts';
import { Misuse } from '../arguments/misuse.ts';
import { collectFiles, describeIoError } from '../files/collect.ts';
import { cutOffList } from '../files/cutOffList.ts';
import { Disk } from '../files/disk.ts';
import { REFUSALS, readNamedFile, SKIP_REASONS, unreadName, whyUnreadable } from '../files/fileReader.ts';
import { filesOfRevision, indexFiles, isRevision, type RevisionFiles } from '../files/gitRevision.ts';
import { readStandardInput } from '../files/standardInput.ts';
import { FileTree } from '../files/tree.ts';
import { displayUri, folderUri, pathOf, uriOf } from '../paths.ts';

/** Called with the name of a file or folder that has no part in the result, or not all of it, and with the reason. */
export type OnUnread = (name: string, reason: string) => void;

/**
 * The traffic of what is at a path: a folder, a file or `-`.
 *
 * @throws Misuse if nothing is there, or nothing that can be read
 */
export async function trafficAt(path: string, onUnread: OnUnread): Promise<WorkloadTraffic[]> {
  if (path === '-') return trafficOfFile('Standard input', 'stdin.yaml', readStandardInput());
  if (isFolder(path)) return trafficOfFolder(path, onUnread);
  let bytes: Buffer;
  try {
    bytes = readNamedFile(path);
  } catch (error) {
    throw new Misuse(`${path} ${describeIoError(error)}.`);
  }
  return trafficOfFile(path, path, bytes);
}

/**
 * The same before and after: `old` is a path too, or a git revision of the folder `path`.
 *
 * @throws Misuse if nothing is there, nothing that can be read, or more than is read: what is beyond would be new or gone
 */
export async function trafficAgainst(
  old: string,
  path: string,
  onUnreadFile: OnUnread,
): Promise<{ readonly before: WorkloadTraffic[]; readonly after: WorkloadTraffic[] }> {
  const onUnread: OnUnread = (name, reason) => {
    if (reason === REFUSALS.tooMany)
      throw new Misuse(`${name} was not read because ${reason}, so it cannot be compared.`);
    onUnreadFile(name, reason);
  };
  const isPath = old === '-' || statSync(old, { throwIfNoEntry: false }) !== undefined;
  // Otherwise the author of a pull request could add a folder of that name, and hide what changes.
  if (isPath && isFolder(path) && isRevision(path, old))
    throw new Misuse(
      `${old} is a path and also a git revision. Write ./${old} for the path, or another name of the revision.`,
    );
  if (isPath) return { before: await trafficAt(old, onUnread), after: await trafficAt(path, onUnread) };
  if (!isFolder(path))
    throw new Misuse(`${old} is not a folder or a file. Only a folder can be compared with a git revision.`);
  const own = folderUri(resolve(path)).slice(0, -1);
  const disk = new Disk();
  const root = await rootOf(disk, own);
  const before = textsBelow(root, filesOfRevision(pathOf(root), old), ` in ${old}`, onUnread);
  const below = (all: readonly WorkloadTraffic[]) => all.filter(({ uri }) => isBelow(uri, own));
  return {
    before: below(await trafficIn(new MemoryFiles(before), root, onUnread)),
    after: below(await trafficIn(await withoutIgnored(disk, root, before, onUnread), root, onUnread)),
  };
}

/** By URI. A file on the disk whose name is not UTF-8 cannot be read, so none is. */
function textsBelow(
  root: string,
  { texts, tooLarge }: RevisionFiles,
  where: string,
  onUnread: OnUnread,
): Map<string, string> {
  for (const name of tooLarge) onUnread(displayUri(uriBelow(root, name)) + where, REFUSALS.tooLarge);
  const below = new Map<string, string>();
  for (const [name, text] of texts)
    if (name.includes('\uFFFD')) onUnread(displayUri(uriBelow(root, name)) + where, MISNAMED);
    else below.set(uriBelow(root, name), text);
  return below;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The repository of a folder, or the folder. */
async function rootOf(disk: Disk, folder: string): Promise<string> {
  return (await new Repositories(disk).rootOf(childUri(folder, 'any.yaml'))) ?? folder;
}

/**
 * The files that are or could be committed, including those that a sparse checkout leaves out. What git ignores, and what is in a
 * submodule or another repository below, is in no revision, and would be new in every comparison. Git ignores nothing that is in
 * its index, even if a `.gitignore` names it.
 */
async function withoutIgnored(
  disk: Disk,
  root: string,
  committed: ReadonlyMap<string, string>,
  onUnread: OnUnread,
): Promise<ListingHost> {
  const options = { respectsGitignore: true, onProblem: () => {} };
  const files = await collectFiles([pathOf(root)], new FileTree(), options);
  const repositories = new Repositories(disk);
  const index = indexFiles(pathOf(root));
  const known = new Set([
    ...committed.keys(),
    ...index.tracked.filter((path) => !path.includes('\uFFFD')).map((path) => uriBelow(root, path)),
  ]);
  for (const { path } of files) {
    const uri = uriOf(path);
    if (path.includes('\uFFFD')) onUnread(displayUri(uri), MISNAMED);
    else if (((await repositories.rootOf(uri)) ?? root) === root) known.add(uri);
  }
  const sparse = textsBelow(root, index.sparse, ' in the index', onUnread);
  for (const uri of sparse.keys()) if (existsSync(pathOf(uri))) sparse.delete(uri);
  const missing = new MemoryFiles(sparse);
  return {
    readText: async (uri, options) => (await missing.readText(uri)) ?? disk.readText(uri, options),
    listFiles: async (folder, options) =>
      [
        // What git ignores may be more than the mesh is read from.
        ...(await disk.listFiles(folder, { ...options, limit: MOST_LISTED })).filter((uri) => known.has(uri)),
        ...(await missing.listFiles(folder, options)),
      ].slice(0, options.limit),
  };
}

/** Joins go over the whole repository; workloads are those of the folder. */
async function trafficOfFolder(folder: string, onUnread: OnUnread): Promise<WorkloadTraffic[]> {
  const disk = new Disk();
  const own = folderUri(resolve(folder)).slice(0, -1);
  const all = await trafficIn(disk, await rootOf(disk, own), onUnread);
  return all.filter(({ uri }) => isBelow(uri, own));
}

/** @param name how messages name the file */
async function trafficOfFile(name: string, path: string, bytes: Buffer): Promise<WorkloadTraffic[]> {
  const reason = whyUnreadable(bytes);
  if (reason) throw new Misuse(`${name} cannot be read: ${SKIP_REASONS[reason]}.`);
  const problem = cutOffList(bytes);
  if (problem !== undefined) throw new Misuse(`${name} ${problem}.`);
  const text = bytes.toString();
  // Compared with an empty file, as a failed command leaves it, everything would be new.
  if (!/\bkind["']?\s*:/.test(text)) throw new Misuse(`${name} contains no Kubernetes resource.`);
  const root = uriOf(resolve('.'));
  const nothing = new MemoryFiles(new Map());
  const mesh = await new RepositoryMeshes(nothing, { mesh: [], builds: [] }, () => {}).of({
    root,
    isRead: false,
  });
  // Opened, because a list that the user named may be larger than files that are found; and under a name that means nothing else.
  mesh.open(childUri(root, 'cluster.yaml'), SourceFile.readOnce(text));
  const traffic = await meshTraffic(mesh.model);
  return traffic.map((workload) => ({ ...workload, uri: uriOf(resolve(path)) }));
}

async function trafficIn(host: ListingHost, root: string, onUnread: OnUnread): Promise<WorkloadTraffic[]> {
  const meshes = new RepositoryMeshes(host, { mesh: [], builds: [] }, () => {});
  const mesh = await meshes.of({ root, isRead: true });
  const traffic = await meshTraffic(mesh.model);
  for (const [uri, reason] of mesh.unread) {
    const name = unreadName(pathOf(uri), reason);
    onUnread(name, name.includes('\uFFFD') ? MISNAMED : REFUSALS[reason]);
  }
  return traffic;
}

const MISNAMED = 'its name is not valid UTF-8';

/** Files of a folder that are looked at for those that git knows: several times what the mesh is read from. */
const MOST_LISTED = 200_000;
