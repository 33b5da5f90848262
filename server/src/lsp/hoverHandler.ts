import type { CancellationToken, Connection, Hover } from 'vscode-languageserver';
import { isConfigFile } from '../config/configFile.ts';
import { foundSettings } from '../config/environmentReport.ts';
import { appliedHover } from '../features/applied/appliedHover.ts';
import { hoverConfig } from '../features/configFile/configHover.ts';
import type { DescribedRule } from '../features/configFile/configTexts.ts';
import { hover } from '../features/hover/hover.ts';
import { blocks } from '../features/hover/markdown.ts';
import { trafficHover } from '../features/hover/trafficHover.ts';
import { guarded } from './answerOrFallback.ts';
import { toRange } from './convert.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { MarkupKind } from './library.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';

/** What hovers need to know about the client. */
export interface HoverOptions {
  /** The client's command that opens the documentation of an annotation. */
  readonly explainAnnotationCommand: string | undefined;
  /** The client's command that opens a rule's page. */
  readonly explainRuleCommand: string | undefined;
  readonly rules: readonly DescribedRule[];
}

/** Answers `textDocument/hover`. */
export function serveHover(
  connection: Connection,
  files: OpenFiles,
  settings: DocumentSettings,
  meshes: OpenMeshes,
  options: () => HoverOptions,
): void {
  connection.onHover(({ textDocument: { uri }, position }, token: CancellationToken) =>
    guarded<Hover | null>(connection.console, `The hover in ${uri}`, null, async () => {
      const resolved = await settings.get(uri);
      const document = files.get(uri);
      if (!document || token.isCancellationRequested) return null;
      const { explainAnnotationCommand, explainRuleCommand, rules } = options();
      const offset = document.offsetAt(position);
      const found = isConfigFile(uri)
        ? hoverConfig(document.getText(), offset, rules, explainRuleCommand)
        : hover(files.read(document), offset, {
            environment: resolved.settings.environment,
            ...(resolved.settings.charts && { charts: resolved.settings.charts }),
            found: foundSettings(resolved),
            explainCommand: explainAnnotationCommand,
            explainRuleCommand,
          });
      // A mouse passes many places: the repository is not read for this, where nothing else has done so.
      const mesh = meshes.readyAround(document);
      const place = mesh && { mesh, uri, file: files.read(document), offset };
      const traffic = place && trafficHover(place);
      const range = found?.range ?? traffic?.range;
      if (!range) return null;
      const applied = place && found ? await appliedHover(place) : undefined;
      const value = applied?.isOverridden
        ? blocks(applied.markdown, traffic?.markdown, found?.markdown)
        : blocks(traffic?.markdown, found?.markdown, applied?.markdown);
      const contents = { kind: MarkupKind.Markdown, value };
      return { contents, range: toRange(document, range) };
    }),
  );
}
