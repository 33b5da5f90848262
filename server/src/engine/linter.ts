import { shiftEdit } from '../text/edit.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { shiftRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { applySuppressions, type PlacedSuppression } from './applySuppressions.ts';
import type { Finding } from './finding.ts';
import { type LintRun, type LintSettings, lintDocument, lintRun, type RuleFailure } from './lintDocument.ts';
import type { Rule } from './rule.ts';
import type { SourceFile } from './sourceFile.ts';
import { readSuppressions, type Suppression } from './suppression.ts';

/** What is kept for settings: how documents are linted with them, and what was found. */
interface Judging {
  readonly run: LintRun;
  readonly judged: WeakMap<YamlDocument, Judgement>;
}

/** What is in a document: findings before any is suppressed, and comments that suppress some. */
interface Judgement {
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
}

/** Most documents of most files, which no keystroke should spend more on than it takes to know them. */
const NOTHING: Judgement = { findings: [], suppressions: [] };

/**
 * Lints files with a set of rules. What was found in a document is kept with the document, as long as somebody keeps
 * the document and the settings stay the same object.
 */
export class Linter {
  readonly rules: readonly Rule[];
  readonly #onFailure: RuleFailure;
  readonly #judging = new WeakMap<LintSettings, Judging>();

  constructor(rules: readonly Rule[], onFailure: RuleFailure) {
    this.rules = rules;
    this.#onFailure = onFailure;
  }

  /** All findings of a file that no comment suppresses, in the order of the text; offsets count from the file's beginning. */
  lint(file: SourceFile, settings: LintSettings): Finding[] {
    const findings: Finding[] = [];
    const suppressions: PlacedSuppression[] = [];
    const judging = this.#judgingWith(settings);
    for (const { document, offset } of file.documents) {
      const judgement = judge(document, judging);
      if (judgement === NOTHING) continue;
      for (const finding of judgement.findings) findings.push(place(finding, offset));
      for (const suppression of judgement.suppressions) suppressions.push({ suppression, offset });
    }
    if (suppressions.length === 0) return findings;
    return applySuppressions(findings, suppressions, {
      lines: new LineIndex(file.text),
      rules: this.rules,
      settings,
    });
  }

  /**
   * Judges documents of a file that were not judged yet, until `milliseconds` are over, one at the least. Tells whether
   * none is left, so that {@link lint} has hardly anything to do.
   */
  prepare(file: SourceFile, settings: LintSettings, milliseconds: number): boolean {
    const judging = this.#judgingWith(settings);
    const end = performance.now() + milliseconds;
    for (const { document } of file.documents) {
      if (judging.judged.has(document)) continue;
      judge(document, judging);
      if (performance.now() >= end)
        return file.documents.every((placed) => judging.judged.has(placed.document));
    }
    return true;
  }

  #judgingWith(settings: LintSettings): Judging {
    let judging = this.#judging.get(settings);
    if (!judging) {
      judging = { run: lintRun(this.rules, settings, this.#onFailure), judged: new WeakMap() };
      this.#judging.set(settings, judging);
    }
    return judging;
  }
}

/** What is in a document, found out when it is first asked for. */
function judge(document: YamlDocument, { run, judged }: Judging): Judgement {
  const known = judged.get(document);
  if (known) return known;
  const findings = lintDocument(document, run);
  const suppressions = readSuppressions(document);
  const isEmpty = findings.length === 0 && suppressions.length === 0;
  const judgement = isEmpty ? NOTHING : { findings, suppressions };
  judged.set(document, judgement);
  return judgement;
}

/** A finding of a document as one of the file that holds the document at `offset`. */
function place(finding: Finding, offset: number): Finding {
  if (offset === 0) return finding;
  return {
    ...finding,
    range: shiftRange(finding.range, offset),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => shiftEdit(edit, offset)) })),
    related: finding.related.map((related) => ({ ...related, range: shiftRange(related.range, offset) })),
  };
}
