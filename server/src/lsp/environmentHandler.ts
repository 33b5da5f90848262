import type { Connection } from 'vscode-languageserver';
import { environmentLines, foundSettings } from '../config/environmentReport.ts';
import { findSkipListImpact } from '../linkerd/environment/environment.ts';
import { pathBelow } from '../workspace/fileHost.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { type DocumentParams, ENVIRONMENT_REQUEST, type EnvironmentReport } from './protocol.ts';

/** Answers our own request for a document's environment. */
export function serveEnvironment(connection: Connection, settings: DocumentSettings): void {
  connection.onRequest(ENVIRONMENT_REQUEST, async ({ uri }: DocumentParams): Promise<EnvironmentReport> => {
    const resolved = await settings.get(uri);
    const { environment } = resolved.settings;
    const origins = Object.values(resolved.origins);
    return {
      ...environment,
      ...findSkipListImpact(environment),
      configUri: origins.includes('file') ? resolved.config?.uri : undefined,
      isFromSettings: origins.includes('editor'),
      found: foundSettings(resolved),
      lines: environmentLines(resolved, (file) => pathIn(settings.folderOf(uri), file)),
    };
  });
}

/** The path of a file relative to a workspace folder. */
function pathIn(folder: string | undefined, uri: string): string {
  return (folder && pathBelow(folder, uri)) ?? uri;
}
