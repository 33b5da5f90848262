import * as l10n from '@vscode/l10n';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { isSamePlace } from '../../engine/writtenValues.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import { LINKERD_METADATA } from '../../linkerd/metadata/linkerdMetadata.ts';
import { mayContainLinkerd } from '../../linkerd/prefilter.ts';
import type { TextRange } from '../../text/range.ts';
import { pathBelow } from '../../workspace/fileHost.ts';
import type { InlayHintText } from '../inlayHints/inlayHint.ts';
import { type AppliedOutcome, appliedAnnotation } from './appliedAnnotation.ts';
import { placeOfValue } from './appliedPlaces.ts';

/** Kustomizations that the explanation of a hint lists. */
const MOST_LISTED = 8;

/**
 * For each annotation of Linkerd's in a part of a file that no kustomization applies as it is written, what overrides it. Offsets
 * count from the file's beginning.
 */
export async function overriddenHints(
  mesh: RepositoryMesh,
  uri: string,
  file: SourceFile,
  range: TextRange,
): Promise<InlayHintText[]> {
  const path = pathBelow(mesh.root, uri);
  const sums = await mesh.sums.of(uri);
  if (path === undefined || sums.length === 0 || mesh.sums.isAppliedAsWritten(path)) return [];
  const hints: InlayHintText[] = [];
  for (const { document, offset } of file.documents) {
    if (offset > range.end || offset + document.text.length < range.start) continue;
    if (!mayContainLinkerd(document.text)) continue;
    for (const { value, alias } of readMetadata(document, LINKERD_METADATA, undefined).annotations) {
      const end = offset + (value?.range.end ?? -1);
      if (!value || alias || end < range.start || end > range.end) continue;
      const found = appliedAnnotation(file, path, offset + value.range.start, sums);
      if (!found?.isInResource) continue;
      const isOverridden = found.outcomes.every(
        ({ value: applied }) =>
          applied !== 'unknown' && (applied === undefined || !isSamePlace(applied.at, found.here)),
      );
      if (isOverridden) hints.push(hintAt(end, found.outcomes, mesh));
    }
  }
  return hints;
}

function hintAt(offset: number, outcomes: readonly AppliedOutcome[], mesh: RepositoryMesh): InlayHintText {
  const names = [...new Set(outcomes.map(({ name }) => name))];
  const [only = '', ...others] = names;
  const listed = outcomes.slice(0, MOST_LISTED).map((outcome) => lineOf(outcome, mesh));
  return {
    offset,
    label:
      others.length === 0
        ? l10n.t('overridden in {0}', only)
        : l10n.t('overridden in all {0} kustomizations', String(names.length)),
    tooltip: [...listed, ...(outcomes.length > MOST_LISTED ? ['…'] : [])].join('\n'),
  };
}

function lineOf({ name, value }: AppliedOutcome, mesh: RepositoryMesh): string {
  if (typeof value !== 'object') return l10n.t('{0}: removed', name);
  const place = placeOfValue(mesh, value.at);
  const where = place ? `${value.at.file}:${place.start.line + 1}` : value.at.file;
  return `${name}: ${value.text} (${where})`.replace(/\p{C}/gu, '\uFFFD');
}
