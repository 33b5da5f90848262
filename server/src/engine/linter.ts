import { Attachment } from '../caching/attachment.ts';
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

/** What documents are linted with, for settings. */
interface Judging {
  readonly run: LintRun;
  /** What is in most documents of most files, which no keystroke should spend more on than it takes to know them. */
  readonly nothing: Judgement;
}

/** What is in a document: findings before any is suppressed, and comments that suppress some. */
interface Judgement {
  readonly run: LintRun;
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
}

/**
 * Lints files with a set of rules. What was found in a document is kept with the document, until it is linted with
 * settings that are another object.
 */
export class Linter {
  readonly rules: readonly Rule[];
  readonly #onFailure: RuleFailure;
  readonly #judging = new WeakMap<LintSettings, Judging>();
  readonly #judgements = new Attachment<YamlDocument, Judgement>('judgement');

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
      const judgement = this.#judge(document, judging);
      if (judgement === judging.nothing) continue;
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
    // A clock that is set meanwhile costs no more than a longer turn, and Node's better one a module to load.
    const end = Date.now() + milliseconds;
    for (const { document } of file.documents) {
      if (this.#isJudged(document, judging)) continue;
      this.#judge(document, judging);
      if (Date.now() >= end)
        return file.documents.every((placed) => this.#isJudged(placed.document, judging));
    }
    return true;
  }

  #judgingWith(settings: LintSettings): Judging {
    let judging = this.#judging.get(settings);
    if (!judging) {
      const run = lintRun(this.rules, settings, this.#onFailure);
      judging = { run, nothing: { run, findings: [], suppressions: [] } };
      this.#judging.set(settings, judging);
    }
    return judging;
  }

  #isJudged(document: YamlDocument, { run }: Judging): boolean {
    return this.#judgements.get(document)?.run === run;
  }

  /** What is in a document, found out when it is first asked for. */
  #judge(document: YamlDocument, { run, nothing }: Judging): Judgement {
    const known = this.#judgements.get(document);
    if (known?.run === run) return known;
    const findings = lintDocument(document, run);
    const suppressions = readSuppressions(document);
    const isEmpty = findings.length === 0 && suppressions.length === 0;
    const judgement = isEmpty ? nothing : { run, findings, suppressions };
    this.#judgements.set(document, judgement);
    return judgement;
  }
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
