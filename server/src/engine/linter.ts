import { shiftEdit } from '../text/edit.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { shiftRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { Finding } from './finding.ts';
import { type LintSettings, type RuleFailure, lintDocument } from './lintDocument.ts';
import type { Rule } from './rule.ts';
import type { SourceFile } from './sourceFile.ts';
import { type PlacedSuppression, applySuppressions } from './applySuppressions.ts';
import { readSuppressions } from './suppression.ts';

/**
 * Lints files with a set of rules. What was found in a document is kept with the document, as long as somebody keeps
 * the document and the settings stay the same object.
 */
export class Linter {
  readonly rules: readonly Rule[];
  readonly #onFailure: RuleFailure;
  readonly #found = new WeakMap<LintSettings, WeakMap<YamlDocument, readonly Finding[]>>();
  readonly #suppressions = new WeakMap<YamlDocument, ReturnType<typeof readSuppressions>>();

  constructor(rules: readonly Rule[], onFailure: RuleFailure) {
    this.rules = rules;
    this.#onFailure = onFailure;
  }

  /** All findings of a file that no comment suppresses, in the order of the text; offsets count from the file's beginning. */
  lint(file: SourceFile, settings: LintSettings): Finding[] {
    const findings: Finding[] = [];
    const suppressions: PlacedSuppression[] = [];
    for (const { document, offset } of file.documents) {
      for (const finding of this.#lintDocument(document, settings)) findings.push(place(finding, offset));
      for (const suppression of this.#readSuppressions(document)) suppressions.push({ suppression, offset });
    }
    if (suppressions.length === 0) return findings;
    return applySuppressions(findings, suppressions, { lines: new LineIndex(file.text), rules: this.rules, settings });
  }

  #lintDocument(document: YamlDocument, settings: LintSettings): readonly Finding[] {
    let byDocument = this.#found.get(settings);
    if (!byDocument) this.#found.set(settings, (byDocument = new WeakMap()));
    let findings = byDocument.get(document);
    if (!findings) byDocument.set(document, (findings = lintDocument(document, this.rules, settings, this.#onFailure)));
    return findings;
  }

  #readSuppressions(document: YamlDocument): ReturnType<typeof readSuppressions> {
    let found = this.#suppressions.get(document);
    if (!found) this.#suppressions.set(document, (found = readSuppressions(document)));
    return found;
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
