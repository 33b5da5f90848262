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

/** The rules for some settings. */
interface RuleSet {
  readonly rules: PreparedRules;
  /** Shared by all documents without findings and suppressions, which are most; saves memory and time. */
  readonly emptyResult: DocumentResult;
}

/** The result of linting a document: findings before suppression, and suppression comments. */
interface DocumentResult {
  readonly rules: PreparedRules;
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
}

/**
 * Lints files with a set of rules. The result of a document is cached on the document, until it is linted with another
 * settings object.
 */
export class Linter {
  readonly rules: readonly Rule[];
  /** Those, the engine's own, and the mesh rules: all that a comment may name. */
  readonly allRules: readonly RuleMetadata[];
  readonly #meshRules: ReadonlySet<RuleMetadata>;
  readonly #onFailure: RuleFailure;
  readonly #ruleSets = new WeakMap<LintSettings, RuleSet>();
  readonly #results = new Attachment<YamlDocument, DocumentResult>('documentResult');
  /** The ids of rules that report one finding a file. */
  readonly #oncePerFile: ReadonlySet<string>;

  constructor(rules: readonly Rule[], onFailure: RuleFailure, meshRules: readonly RuleMetadata[] = []) {
    this.rules = rules;
    this.allRules = [...rules, ...meshRules, YAML_SYNTAX_ERROR];
    this.#meshRules = new Set(meshRules);
    this.#onFailure = onFailure;
    this.#oncePerFile = new Set(rules.filter((rule) => rule.isOncePerFile).map(({ id }) => id));
  }

  /**
   * The findings of a file that are not suppressed, in order; offsets count from the file's beginning. `meshFindings` are
   * those of the mesh rules in the file. Where they did not run, comments for them are kept.
   */
  lint(file: SourceFile, settings: LintSettings, meshFindings?: readonly Finding[]): Finding[] {
    const { findings, suppressions } = this.lintUnsuppressed(file, settings);
    if (meshFindings && meshFindings.length > 0) {
      findings.push(...meshFindings);
      findings.sort(byPlace);
    }
    if (suppressions.length === 0) return this.#withoutRepeats(findings);
    const kept = applySuppressions(findings, suppressions, {
      lines: new LineIndex(file.text),
      rules: this.allRules,
      judged: meshFindings ? this.allRules : this.allRules.filter((rule) => !this.#meshRules.has(rule)),
      settings,
    });
    return this.#withoutRepeats(kept);
  }

  /** After suppression, so that a comment at any of the places is used. */
  #withoutRepeats(findings: Finding[]): Finding[] {
    const seen = new Set<string>();
    const isRepeat = ({ rule }: Finding) => this.#oncePerFile.has(rule) && seen.size === seen.add(rule).size;
    return findings.some(({ rule }) => this.#oncePerFile.has(rule))
      ? findings.filter((finding) => !isRepeat(finding))
      : findings;
  }

  /** The findings of a file's rules, suppressed or not, and the comments that suppress some of them. */
  lintUnsuppressed(
    file: SourceFile,
    settings: LintSettings,
  ): { readonly findings: Finding[]; readonly suppressions: PlacedSuppression[] } {
    const findings: Finding[] = [];
    const suppressions: PlacedSuppression[] = [];
    const ruleSet = this.#ruleSetFor(settings);
    for (const { document, offset } of file.documents) {
      const result = this.#resultOf(document, ruleSet);
      if (result === ruleSet.emptyResult) continue;
      for (const finding of result.findings) findings.push(place(finding, offset));
      for (const suppression of result.suppressions) suppressions.push({ suppression, offset });
    }
    return { findings, suppressions };
  }

  /**
   * Lints further documents of a file until `milliseconds` are over, but at least one. Returns whether all are done, so
   * that {@link lint} is quick.
   */
  prepare(file: SourceFile, settings: LintSettings, milliseconds: number): boolean {
    const ruleSet = this.#ruleSetFor(settings);
    // If the clock is changed meanwhile, a turn gets longer; Node's monotonic clock would need another module.
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

  /** The result of a document, computed on demand. */
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

/** Converts a finding of the document at `offset` to one of the file. */
function place(finding: Finding, offset: number): Finding {
  if (offset === 0) return finding;
  return {
    ...finding,
    range: shiftRange(finding.range, offset),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => shiftEdit(edit, offset)) })),
    related: finding.related.map((related) => ({ ...related, range: shiftRange(related.range, offset) })),
  };
}
