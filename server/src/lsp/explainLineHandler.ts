import type { Connection, ExecuteCommandParams } from 'vscode-languageserver';
import type { Linter } from '../engine/linter.ts';
import { explainLine } from '../features/explainLine/explainLine.ts';
import { pathBelow } from '../workspace/fileHost.ts';
import { guarded } from './answerOrFallback.ts';
import type { DocumentSettings } from './documentSettings.ts';
import type { OpenFiles } from './openFiles.ts';
import { EXPLAIN_LINE } from './protocol.ts';

/** What the explanation is based on. */
interface ExplainSources {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly settings: DocumentSettings;
  readonly linter: Linter;
  /** Whether the client shows the answer; otherwise it goes to the log. */
  showsAnswer(): boolean;
}

/** Runs {@link EXPLAIN_LINE} for a line of an open document, and answers with the text; null if there is none. */
export function serveExplainLine({ connection, files, settings, linter, showsAnswer }: ExplainSources): void {
  connection.onExecuteCommand((params) => {
    const asked = readParams(params);
    if (!asked) return null;
    const { uri, line } = asked;
    return guarded<string | null>(
      connection.console,
      `The explanation of a line in ${uri}`,
      null,
      async () => {
        const resolved = await settings.get(uri);
        const document = files.get(uri);
        if (!document) return null;
        const folder = settings.folderOf(uri);
        const pathOf = (other: string) => (folder && pathBelow(folder, other)) ?? other;
        const text = explainLine(linter, { file: files.read(document), uri, line, resolved, pathOf }).join(
          '\n',
        );
        if (text === '') return null;
        if (!showsAnswer()) connection.console.log(text);
        return text;
      },
    );
  });
}

/** The document and the line, from 0; undefined for another command or invalid arguments. */
function readParams({
  command,
  arguments: given,
}: ExecuteCommandParams): { readonly uri: string; readonly line: number } | undefined {
  const [uri, line] = Array.isArray(given) ? given : [];
  if (command !== EXPLAIN_LINE || typeof uri !== 'string') return undefined;
  return Number.isInteger(line) && line >= 0 ? { uri, line } : undefined;
}
