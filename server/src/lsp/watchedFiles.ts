import type { FileEvent, FileSystemWatcher } from 'vscode-languageserver';
import { CONFIG_FILE, isConfigFile } from '../config/configFile.ts';
import { EVIDENCE_ENDINGS } from '../kubernetes/fileKinds.ts';
import type { Repositories } from '../workspace/repositories.ts';

/** The files whose changes the client is asked to tell: configurations, baselines, and what may tell of the cluster. */
export const WATCHERS: FileSystemWatcher[] = [
  { globPattern: `**/${CONFIG_FILE}` },
  { globPattern: '**/*baseline*.json' },
  { globPattern: `**/*.{${EVIDENCE_ENDINGS.map((ending) => ending.slice(1)).join()}}` },
];

/** What follows from changes. */
interface Consequences {
  /** A configuration file or a baseline changed. */
  settingsChanged(): void;
  /** The repository's files say something else of the cluster. */
  evidenceChanged(): void;
}

/** Takes note of files that came, went or changed outside of the editor. */
export async function followFiles(
  changes: readonly FileEvent[],
  repositories: Repositories,
  { settingsChanged, evidenceChanged }: Consequences,
): Promise<void> {
  const uris = changes.map(({ uri }) => uri);
  if (uris.some((uri) => isConfigFile(uri) || uri.endsWith('.json'))) settingsChanged();
  if (await repositories.update(uris)) evidenceChanged();
}
