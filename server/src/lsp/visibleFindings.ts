import type { ResolvedSettings } from '../config/settingsResolver.ts';
import { applyBaseline } from '../engine/baseline.ts';
import type { Finding } from '../engine/finding.ts';
import type { FromOtherFiles } from '../engine/linter.ts';
import { pathBelow } from '../workspace/fileHost.ts';
import type { EditorDocument } from './editorDocument.ts';
import type { OpenFiles } from './openFiles.ts';

/** The findings of an open file to show: none if it is ignored, and none that its baseline lists. */
export function visibleFindings(
  files: OpenFiles,
  document: EditorDocument,
  resolved: ResolvedSettings,
  others: FromOtherFiles | undefined,
): readonly Finding[] {
  if (resolved.isIgnored) return [];
  return withoutKnown(
    files.lint(document, resolved.settings, others),
    document.uri,
    () => document.getText(),
    resolved,
  );
}

/** Findings without those in the baseline. The text is computed only if there is a baseline. */
export function withoutKnown(
  findings: readonly Finding[],
  uri: string,
  text: () => string,
  { baseline }: ResolvedSettings,
): readonly Finding[] {
  const path = baseline && pathBelow(baseline.folder, uri);
  if (path === undefined || !baseline?.baseline) return findings;
  return applyBaseline(baseline.baseline, path, text(), findings).findings;
}
