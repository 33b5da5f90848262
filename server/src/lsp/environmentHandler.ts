import type { Connection } from 'vscode-languageserver';
import { foundSettings } from '../config/environmentReport.ts';
import { findSkipListImpact } from '../linkerd/environment/environment.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { type DocumentParams, ENVIRONMENT_REQUEST, type EnvironmentReport } from './protocol.ts';

/** Answers our own request for the environment that a document is judged by. */
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
    };
  });
}
