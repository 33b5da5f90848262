import type { CancellationToken, Connection, Hover } from 'vscode-languageserver';
import { foundSettings } from '../config/environmentReport.ts';
import { hover } from '../features/hover/hover.ts';
import { guarded } from './answerOrFallback.ts';
import { toRange } from './convert.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { MarkupKind } from './library.ts';
import type { OpenFiles } from './openFiles.ts';

/** Answers `textDocument/hover`. `explainCommand` gives the client's command for links, once it has said which. */
export function serveHover(
  connection: Connection,
  files: OpenFiles,
  settings: DocumentSettings,
  explainCommand: () => string | undefined,
): void {
  connection.onHover(({ textDocument: { uri }, position }, token: CancellationToken) =>
    guarded<Hover | null>(connection.console, `The hover in ${uri}`, null, async () => {
      const resolved = await settings.get(uri);
      const document = files.get(uri);
      if (!document || token.isCancellationRequested) return null;
      const found = hover(files.read(document), document.offsetAt(position), {
        environment: resolved.settings.environment,
        found: foundSettings(resolved),
        explainCommand: explainCommand(),
      });
      if (!found) return null;
      const contents = { kind: MarkupKind.Markdown, value: found.markdown };
      return { contents, range: toRange(document, found.range) };
    }),
  );
}
