import { Attachment } from '../caching/attachment.ts';
import { shiftEdit } from '../text/edit.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { byPlace, shiftRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { applySuppressions, type PlacedSuppression } from './applySuppressions.ts';
import { YAML_SYNTAX_ERROR } from './engineRules.ts';
import type { Finding } from './finding.ts';
import {
  type LintSettings,
  lintDocument,
  type PreparedRules,
  prepareRules,
  type RuleFailure,
} from './lintDocument.ts';
import type { Rule, RuleMetadata } from './rule.ts';
import type { SourceFile } from './sourceFile.ts';
import { readSuppressions, type Suppression } from './suppression.ts';

/** What documents are linted with, for settings. */
interface RuleSet {
  readonly rules: PreparedRules;
  /** What is in most documents of most files, which no keystroke should spend more on than it takes to know them. */
  readonly emptyResult: DocumentResult;
}

/** What is in a document: findings before any is suppressed, and comments that suppress some. */
interface DocumentResult {
  readonly rules: PreparedRules;
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
}

/**
 * Lints files with a set of rules. What was found in a document is kept with the document, until it is linted with
 * settings that are another object.
 */
export class Linter {
  readonly rules: readonly Rule[];
  /** Those, the engine's own, and the mesh rules: all that a comment may name. */
  readonly allRules: readonly RuleMetadata[];
  readonly #meshRules: ReadonlySet<RuleMetadata>;
  readonly #onFailure: RuleFailure;
  readonly #ruleSets = new WeakMap<LintSettings, RuleSet>();
  readonly #results = new Attachment<YamlDocument, DocumentResult>('documentResult');

  constructor(rules: readonly Rule[], onFailure: RuleFailure, meshRules: readonly RuleMetadata[] = []) {
    this.rules = rules;
    this.allRules = [...rules, ...meshRules, YAML_SYNTAX_ERROR];
    this.#meshRules = new Set(meshRules);
    this.#onFailure = onFailure;
  }

  /**
   * All findings of a file that no comment suppresses, in the order of the text; offsets count from the file's beginning.
   * `meshFindings` are what the mesh rules found in the file; where they did not run, comments for them stay.
   */
  lint(file: SourceFile, settings: LintSettings, meshFindings?: readonly Finding[]): Finding[] {
    const findings: Finding[] = [];
    const suppressions: PlacedSuppression[] = [];
    const ruleSet = this.#ruleSetFor(settings);
    for (const { document, offset } of file.documents) {
      const result = this.#resultOf(document, ruleSet);
      if (result === ruleSet.emptyResult) continue;
      for (const finding of result.findings) findings.push(place(finding, offset));
      for (const suppression of result.suppressions) suppressions.push({ suppression, offset });
    }
    if (meshFindings && meshFindings.length > 0) {
      findings.push(...meshFindings);
      findings.sort(byPlace);
    }
    if (suppressions.length === 0) return findings;
    return applySuppressions(findings, suppressions, {
      lines: new LineIndex(file.text),
      rules: this.allRules,
      judged: meshFindings ? this.allRules : this.allRules.filter((rule) => !this.#meshRules.has(rule)),
      settings,
    });
  }

  /**
   * Judges documents of a file that were not judged yet, until `milliseconds` are over, one at the least. Tells whether
   * none is left, so that {@link lint} has hardly anything to do.
   */
  prepare(file: SourceFile, settings: LintSettings, milliseconds: number): boolean {
    const ruleSet = this.#ruleSetFor(settings);
    // A clock that is set meanwhile costs no more than a longer turn, and Node's better one a module to load.
    const end = Date.now() + milliseconds;
    for (const { document } of file.documents) {
      if (this.#hasResult(document, ruleSet)) continue;
      this.#resultOf(document, ruleSet);
      if (Date.now() >= end)
        return file.documents.every((placed) => this.#hasResult(placed.document, ruleSet));
    }
    return true;
  }

  #ruleSetFor(settings: LintSettings): RuleSet {
    let ruleSet = this.#ruleSets.get(settings);
    if (!ruleSet) {
      const rules = prepareRules(this.rules, settings, this.#onFailure);
      ruleSet = { rules, emptyResult: { rules, findings: [], suppressions: [] } };
      this.#ruleSets.set(settings, ruleSet);
    }
    return ruleSet;
  }

  #hasResult(document: YamlDocument, { rules }: RuleSet): boolean {
    return this.#results.get(document)?.rules === rules;
  }

  /** What is in a document, found out when it is first asked for. */
  #resultOf(document: YamlDocument, { rules, emptyResult }: RuleSet): DocumentResult {
    const known = this.#results.get(document);
    if (known?.rules === rules) return known;
    const findings = lintDocument(document, rules);
    const suppressions = readSuppressions(document);
    const isEmpty = findings.length === 0 && suppressions.length === 0;
    const result = isEmpty ? emptyResult : { rules, findings, suppressions };
    this.#results.set(document, result);
    return result;
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
