import { EditSet, type TextEdit } from '../text/edit.ts';
import { Rewriting } from '../text/rewriting.ts';
import { UNUSED_SUPPRESSION } from './engineRules.ts';
import type { Finding, Fix } from './finding.ts';
import type { LintSettings } from './lintDocument.ts';
import type { FromOtherFiles, Linter } from './linter.ts';
import { SourceFile } from './sourceFile.ts';

/** The result of fixing a text. */
export interface FixResult {
  readonly text: string;
  /** Edits of the original text that lead to the new one. */
  readonly edits: readonly TextEdit[];
  /** Number of findings that were fixed. */
  readonly fixed: number;
}

/**
 * Findings of one rule in one document that are fixed in a round. The others wait for the next one, which bounds
 * memory.
 */
const MOST_FINDINGS = 50_000;

/**
 * Rounds without progress: a fix can reveal another finding, but so many rounds that do not reduce the number of fixes
 * mean that two rules contradict each other.
 */
const MOST_FRUITLESS_ROUNDS = 10;

const MOST_ROUNDS = 100;

/** Chooses the fix of a finding to apply, if any. */
export type FixChoice = (finding: Finding, file: SourceFile) => Fix | undefined;

/** The first safe fix. */
export const safeFix: FixChoice = ({ fixes }) => fixes.find(({ safety }) => safety === 'safe');

/** The first safe fix, or else the preferred or only suggestion; never a last resort. */
export const anyFix: FixChoice = (finding, file) => {
  const fixes = finding.fixes.filter(({ isLastResort }) => !isLastResort);
  return (
    safeFix(finding, file) ??
    fixes.find(({ isPreferred }) => isPreferred) ??
    (fixes.length === 1 ? fixes[0] : undefined)
  );
};

/** Gives what other files say of a file as it is here. */
export type AskOthers = (file: SourceFile) => Promise<FromOtherFiles | undefined>;

/** The same as {@link fixAll}, for the findings that involve other files too. These are asked again after each change. */
export async function fixAllAmongOthers(
  linter: Linter,
  text: string,
  settings: LintSettings,
  askOthers: AskOthers,
  choose = safeFix,
): Promise<FixResult> {
  const rewriting = new Rewriting(text);
  let fixed = 0;
  for (let round = 0; round < MOST_FRUITLESS_ROUNDS; round++) {
    const others = await askOthers(SourceFile.read(rewriting.text));
    const result = fixAll(linter, rewriting.text, settings, choose, others);
    rewriting.apply(result.edits);
    fixed += result.fixed;
    if (result.fixed === 0 || !others) break;
  }
  return { text: rewriting.text, edits: rewriting.edits(), fixed };
}

/**
 * Applies fixes until none is left. Overlapping edits are never merged; the later one waits for the next round. Those of `others`
 * are applied in the first one, since it is not known what they are after it.
 */
export function fixAll(
  linter: Linter,
  text: string,
  settings: LintSettings,
  choose = safeFix,
  others?: FromOtherFiles,
): FixResult {
  const rewriting = new Rewriting(text);
  const fixing = { ...settings, mostFindings: MOST_FINDINGS };
  let file = SourceFile.read(text);
  let fixed = 0;
  // Whether a comment suppresses a finding of others is known in the first round only.
  const withoutOthers = (findings: readonly Finding[], version: SourceFile) =>
    findings.filter(
      (finding) => finding.rule !== UNUSED_SUPPRESSION.id && !others?.isRepaired?.(finding, version),
    );
  let fewest = Number.POSITIVE_INFINITY;
  for (let round = 0, fruitless = 0; round < MOST_ROUNDS; round++) {
    const found =
      round === 0 || !others
        ? linter.lint(file, fixing, others)
        : withoutOthers(linter.lint(file, fixing), file);
    const fixes = compatibleFixes(found, (finding) => choose(finding, file));
    if (fixes.length === 0 || (fixes.length >= fewest && ++fruitless === MOST_FRUITLESS_ROUNDS)) break;
    fewest = Math.min(fewest, fixes.length);
    fixed += fixes.length;
    rewriting.apply(fixes.flatMap(({ edits }) => edits));
    file = SourceFile.read(rewriting.text, file);
  }
  return { text: rewriting.text, edits: rewriting.edits(), fixed };
}

/** The chosen fix of each finding, without those that conflict with an earlier one. */
function compatibleFixes(findings: readonly Finding[], choose: (finding: Finding) => Fix | undefined): Fix[] {
  const taken = new EditSet();
  return findings.flatMap((finding) => {
    const fix = choose(finding);
    return fix && taken.add(fix.edits) ? [fix] : [];
  });
}
