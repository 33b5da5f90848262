import type { FileEvent, FileSystemWatcher } from 'vscode-languageserver';
import { CONFIG_FILE, isConfigFile } from '../config/configFile.ts';
import { ENDINGS, EVIDENCE_ENDINGS } from '../kubernetes/fileKinds.ts';
import type { Repositories } from '../workspace/repositories.ts';
import type { OpenMeshes } from './openMeshes.ts';

const WATCHED_ENDINGS = [...new Set([...ENDINGS, ...EVIDENCE_ENDINGS])];

/**
 * The files that the client is asked to watch: configurations, baselines, and files that may contain resources or
 * evidence.
 */
export const WATCHERS: FileSystemWatcher[] = [
  { globPattern: `**/${CONFIG_FILE}` },
  { globPattern: '**/*baseline*.json' },
  { globPattern: `**/*.{${WATCHED_ENDINGS.map((ending) => ending.slice(1)).join()}}` },
];

/** Called for changes. */
interface Consequences {
  /** A configuration file or a baseline changed. */
  settingsChanged(): void;
  /** The evidence in the repository changed. */
  evidenceChanged(): void;
  /** Files came, went, or hold something else. */
  filesChanged(uris: readonly string[]): void;
}

/** Handles files that were created, deleted or changed outside of the editor. */
export async function followFiles(
  changes: readonly FileEvent[],
  repositories: Repositories,
  meshes: OpenMeshes,
  { settingsChanged, evidenceChanged, filesChanged }: Consequences,
): Promise<void> {
  const uris = changes.map(({ uri }) => uri);
  if (uris.some((uri) => isConfigFile(uri) || /baseline[^/]*\.json$/i.test(uri))) settingsChanged();
  if (await repositories.update(uris)) evidenceChanged();
  await meshes.refresh(uris);
  filesChanged(uris);
}
