import type { FileEvent, FileSystemWatcher } from 'vscode-languageserver';
import { CONFIG_FILE, isConfigFile } from '../config/configFile.ts';
import { ENDINGS, EVIDENCE_ENDINGS } from '../kubernetes/fileKinds.ts';
import { isSkippedPath, type ListingHost, pathBelow } from '../workspace/fileHost.ts';
import type { Repositories } from '../workspace/repositories.ts';
import { FileChangeType } from './library.ts';
import type { OpenMeshes } from './openMeshes.ts';

const WATCHED_ENDINGS = [...new Set([...ENDINGS, ...EVIDENCE_ENDINGS])];

/** Of the protocol's `WatchKind`. */
const CREATE_AND_DELETE = 5;

/**
 * The files that the client is asked to watch: configurations, baselines, and files that may contain resources or
 * evidence. And all folders: VS Code tells of one that comes or goes, and not of the files in it (microsoft/vscode#109754).
 */
export const WATCHERS: FileSystemWatcher[] = [
  { globPattern: `**/${CONFIG_FILE}` },
  { globPattern: '**/*baseline*.json' },
  { globPattern: `**/*.{${WATCHED_ENDINGS.map((ending) => ending.slice(1)).join()}}` },
  { globPattern: '**/*', kind: CREATE_AND_DELETE },
];

/** More than the files of a folder that is moved by hand. */
const MOST_FILES = 20_000;

/** What is there to follow. */
interface Followed {
  readonly host: ListingHost;
  readonly repositories: Repositories;
  readonly meshes: OpenMeshes;
  /** The URIs of the files that anything is known of. */
  knownFiles(): readonly string[];
  /** The workspace folder that contains a file. */
  folderOf(uri: string): string | undefined;
}

/** Called for changes. */
interface Consequences {
  /** A configuration file or a baseline changed. */
  settingsChanged(): void;
  /** The evidence in the repository changed. */
  evidenceChanged(): void;
  /** Files came, went, or hold something else. */
  filesChanged(uris: readonly string[]): void;
}

/** Handles files and folders that were created, deleted or changed outside of the editor. */
export async function followFiles(
  changes: readonly FileEvent[],
  followed: Followed,
  { settingsChanged, evidenceChanged, filesChanged }: Consequences,
): Promise<void> {
  const { repositories, meshes } = followed;
  const written = changes.map(({ uri }) => uri).filter(isWatched);
  const moved = await filesInFolders(changes, followed);
  const uris = [...new Set([...written, ...moved])];
  if (uris.length === 0) return;
  // A folder that is gone may have had a configuration.
  if (moved.length > 0 || uris.some((uri) => isConfigFile(uri) || isBaseline(uri))) settingsChanged();
  if (await repositories.update(uris)) evidenceChanged();
  await meshes.refresh(uris);
  filesChanged(uris);
}

function isWatched(uri: string): boolean {
  return isBaseline(uri) || WATCHED_ENDINGS.some((ending) => uri.toLowerCase().endsWith(ending));
}

function isBaseline(uri: string): boolean {
  return /baseline[^/]*\.json$/i.test(uri);
}

/** The files in folders that came, and those that anything is known of in folders that went. */
async function filesInFolders(
  changes: readonly FileEvent[],
  { host, knownFiles, folderOf }: Followed,
): Promise<string[]> {
  const folders = changes.filter(({ uri }) => {
    const path = pathBelow(folderOf(uri) ?? uri, uri);
    // Such as git's lock, which comes and goes all the time.
    return path !== undefined && !isSkippedPath(path) && !isWatched(uri);
  });
  const urisOf = (wanted: FileChangeType) =>
    new Set(folders.filter(({ type }) => type === wanted).map(({ uri }) => uri));
  const gone = urisOf(FileChangeType.Deleted);
  const come = urisOf(FileChangeType.Created);
  const files = gone.size > 0 ? knownFiles().filter((file) => isInOneOf(gone, file)) : [];
  const { signal } = new AbortController();
  for (const folder of come)
    if (!isInOneOf(come, folder) && !host.isLink?.(folder))
      files.push(...(await host.listFiles(folder, { endings: WATCHED_ENDINGS, limit: MOST_FILES, signal })));
  return files;
}

/** Whether a file or folder is in one of many folders. */
function isInOneOf(folders: ReadonlySet<string>, uri: string): boolean {
  for (let at = uri.lastIndexOf('/'); at > 0; at = uri.lastIndexOf('/', at - 1))
    if (folders.has(uri.slice(0, at))) return true;
  return false;
}
