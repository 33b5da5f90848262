import type { FileEvent, FileSystemWatcher } from 'vscode-languageserver';
import { CONFIG_FILE, isConfigFile } from '../config/configFile.ts';
import { ENDINGS, EVIDENCE_ENDINGS } from '../kubernetes/fileKinds.ts';
import type { Repositories } from '../workspace/repositories.ts';
import type { OpenMeshes } from './openMeshes.ts';

const WATCHED_ENDINGS = [...new Set([...ENDINGS, ...EVIDENCE_ENDINGS])];

/** The files whose changes the client is asked to tell: configurations, baselines, and what may hold resources or tell of the cluster. */
export const WATCHERS: FileSystemWatcher[] = [
  { globPattern: `**/${CONFIG_FILE}` },
  { globPattern: '**/*baseline*.json' },
  { globPattern: `**/*.{${WATCHED_ENDINGS.map((ending) => ending.slice(1)).join()}}` },
];

/** What follows from changes. */
interface Consequences {
  /** A configuration file or a baseline changed. */
  settingsChanged(): void;
  /** The repository's files say something else of the cluster. */
  evidenceChanged(): void;
  /** Files came, went, or hold something else. */
  filesChanged(uris: readonly string[]): void;
}

/** Takes note of files that came, went or changed outside of the editor. */
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
