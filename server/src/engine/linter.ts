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
  readonly found: WeakMap<YamlDocument, readonly Finding[]>;
}

/**
 * Lints files with a set of rules. What was found in a document is kept with the document, as long as somebody keeps
 * the document and the settings stay the same object.
 */
export class Linter {
  readonly rules: readonly Rule[];
  readonly #onFailure: RuleFailure;
  readonly #judging = new WeakMap<LintSettings, Judging>();
  readonly #suppressions = new WeakMap<YamlDocument, readonly Suppression[]>();

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
    const judged = this.#judgingWith(settings).found;
    const end = performance.now() + milliseconds;
    for (const { document } of file.documents) {
      if (judged.has(document)) continue;
      this.#lintDocument(document, settings);
      if (performance.now() >= end) return file.documents.every((placed) => judged.has(placed.document));
    }
    return true;
  }

  #judgingWith(settings: LintSettings): Judging {
    return remember(this.#judging, settings, () => ({
      run: lintRun(this.rules, settings, this.#onFailure),
      found: new WeakMap<YamlDocument, readonly Finding[]>(),
    }));
  }

  #lintDocument(document: YamlDocument, settings: LintSettings): readonly Finding[] {
    const { run, found } = this.#judgingWith(settings);
    return remember(found, document, () => lintDocument(document, run));
  }

  #readSuppressions(document: YamlDocument): readonly Suppression[] {
    return remember(this.#suppressions, document, () => readSuppressions(document));
  }
}

/** The value for a key, made when it is first asked for. */
function remember<Key extends object, Value>(
  values: WeakMap<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
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
