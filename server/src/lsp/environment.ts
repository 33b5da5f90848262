import type { Connection } from 'vscode-languageserver';
import { assess } from '../linkerd/environment.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { type DocumentParams, ENVIRONMENT_REQUEST, type EnvironmentReport } from './protocol.ts';

/** Answers our own request for the environment that a document is judged by. */
export function serveEnvironment(connection: Connection, settings: DocumentSettings): void {
  connection.onRequest(ENVIRONMENT_REQUEST, async ({ uri }: DocumentParams): Promise<EnvironmentReport> => {
    const { settings: resolved, config, editor } = await settings.get(uri);
    return {
      ...resolved.environment,
      ...assess(resolved.environment),
      configUri: config && Object.keys(config.settings.environment).length > 0 ? config.uri : undefined,
      isFromSettings: Object.keys(editor.environment).length > 0,
    };
  });
}
