import { type TextEdit, applyEdits, editsConflict } from '../text/edit.ts';
import type { Finding, Fix } from './finding.ts';
import type { LintSettings } from './lintDocument.ts';
import type { Linter } from './linter.ts';
import { SourceFile } from './sourceFile.ts';

/** What fixing a text came to. */
export interface FixResult {
  readonly text: string;
  /** How many findings were fixed. */
  readonly fixed: number;
}

/** A fix can uncover another one; more rounds than this mean that two rules disagree. */
const MOST_ROUNDS = 10;

/** Applies the safe fixes until none is left. Edits that overlap wait for the next round and are never merged. */
export function fixAll(linter: Linter, text: string, settings: LintSettings): FixResult {
  let file = SourceFile.read(text);
  let fixed = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixes = compatibleFixes(linter.lint(file, settings));
    if (fixes.length === 0) break;
    fixed += fixes.length;
    file = SourceFile.read(applyEdits(file.text, fixes.flatMap(({ edits }) => edits)), file);
  }
  return { text: file.text, fixed };
}

/** The first safe fix of each finding, without those that touch what an earlier one touches. */
export function compatibleFixes(findings: readonly Finding[]): Fix[] {
  const taken: TextEdit[] = [];
  return findings.flatMap(({ fixes }) => {
    const fix = fixes.find(({ safety }) => safety === 'safe');
    if (!fix || fix.edits.some((edit) => taken.some((other) => editsConflict(edit, other)))) return [];
    taken.push(...fix.edits);
    return [fix];
  });
}
