import type { ResolvedSettings } from '../config/settingsResolver.ts';
import { applyBaseline } from '../engine/baseline.ts';
import type { Finding } from '../engine/finding.ts';
import { pathBelow } from '../workspace/fileHost.ts';
import type { EditorDocument } from './editorDocument.ts';
import type { OpenFiles } from './openFiles.ts';

/** The findings of an open file that somebody should see: none where it is ignored, and none that its baseline has. */
export function visibleFindings(
  files: OpenFiles,
  document: EditorDocument,
  { settings, isIgnored, baseline }: ResolvedSettings,
  meshFindings: readonly Finding[] | undefined,
): readonly Finding[] {
  if (isIgnored) return [];
  const findings = files.lint(document, settings, meshFindings);
  const path = baseline && pathBelow(baseline.folder, document.uri);
  if (path === undefined || !baseline?.baseline) return findings;
  return applyBaseline(baseline.baseline, path, document.getText(), findings).findings;
}
