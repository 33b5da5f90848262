import * as l10n from '@vscode/l10n';
import type {
  ChangeAnnotation,
  Connection,
  PrepareRenameResult,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { prepareRename, type Renaming, rename } from '../features/rename/rename.ts';
import type { RenameReason } from '../features/rename/renameEdits.ts';
import { guarded } from './answerOrFallback.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { toRange } from './convert.ts';
import { LSPErrorCodes, ResponseError } from './library.ts';
import { navigationPlace, signalOf } from './navigationHandler.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';

/** What renaming needs. */
interface Surroundings {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly meshes: OpenMeshes;
  features(): ClientFeatures | undefined;
}

/** A refusal, which clients show to the user. */
function refused(sentence: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, sentence);
}

/** Answers `textDocument/prepareRename` and `textDocument/rename`. Why nothing is renamed is the answer's error. */
export function serveRename({ connection, files, meshes, features }: Surroundings): void {
  connection.onPrepareRename((params) =>
    guarded<PrepareRenameResult | ResponseError<void> | null>(
      connection.console,
      `The name to rename in ${params.textDocument.uri}`,
      null,
      async () => {
        const place = await navigationPlace(files, meshes, params);
        const document = files.get(params.textDocument.uri);
        if (!place || !document) return null;
        const start = prepareRename(place);
        if ('refusal' in start) return refused(start.refusal);
        return { range: toRange(document, start.range), placeholder: start.name };
      },
    ),
  );
  connection.onRenameRequest((params, token) =>
    guarded<WorkspaceEdit | ResponseError<void> | null>(
      connection.console,
      `A renaming in ${params.textDocument.uri}`,
      null,
      async () => {
        const before = versionsOf(files);
        const place = await navigationPlace(files, meshes, params);
        const renaming = place && (await rename(place, params.newName, signalOf(token)));
        if (!renaming) return null;
        if ('refusal' in renaming) return refused(renaming.refusal);
        const after = versionsOf(files);
        const uris = [params.textDocument.uri, ...renaming.files.map(({ uri }) => uri)];
        if (uris.some((uri) => before.get(uri) !== after.get(uri)))
          return refused(l10n.t('A file was edited meanwhile, so nothing was renamed. Try again.'));
        return editOf(renaming, files, features());
      },
    ),
  );
}

/** The versions of the open files, by URI. */
function versionsOf(files: OpenFiles): ReadonlyMap<string, number> {
  return new Map(files.documents.all().map(({ uri, version }) => [uri, version]));
}

function editOf(
  { description, files: edited }: Renaming,
  files: OpenFiles,
  features: ClientFeatures | undefined,
): WorkspaceEdit {
  if (!features?.editsDocumentChanges)
    return { changes: Object.fromEntries(edited.map(({ uri, edits }) => [uri, edits.map(plainEdit)])) };
  const isGrouped = features.groupsRenaming;
  return {
    documentChanges: edited.map(({ uri, edits }) => ({
      // A file that is not open has no version.
      textDocument: { uri, version: files.get(uri)?.version ?? null },
      edits: edits.map((edit) =>
        isGrouped ? { ...plainEdit(edit), annotationId: edit.reason } : plainEdit(edit),
      ),
    })),
    ...(isGrouped ? { changeAnnotations: groupsOf(description) } : {}),
  };
}

function plainEdit({ start, end, newText }: Renaming['files'][number]['edits'][number]): TextEdit {
  return { range: { start, end }, newText };
}

/**
 * What a preview calls the edits. None needs a confirmation: VS Code leaves those that do unmarked, so that *Apply* would
 * rename in some places only.
 */
function groupsOf(description: string): Record<RenameReason, ChangeAnnotation> {
  return {
    declaration: { label: l10n.t('Name of {0}', description) },
    reference: { label: l10n.t('References that Linkerd follows') },
    mention: { label: l10n.t('References in other kinds of resources') },
  };
}
