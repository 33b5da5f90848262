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
import type { PlacedDocument } from './passingDocument.ts';
import type { Rule, RuleMetadata } from './rule.ts';
import type { SourceFile } from './sourceFile.ts';
import { readSuppressions, type Suppression } from './suppression.ts';

/** The rules for some settings. */
interface RuleSet {
  readonly rules: PreparedRules;
  /** Shared by all documents without findings and suppressions, which are most; saves memory and time. */
  readonly emptyResult: DocumentResult;
}

/** What other files say of the findings in a file. */
export interface FromOtherFiles {
  /** Findings in the file that involve others. */
  readonly findings: readonly Finding[];
  /** Whether a finding that the file has by itself is in nothing that is applied. */
  readonly isRepaired?: ((finding: Finding, file: SourceFile) => boolean) | undefined;
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
  /** The rules that leave out another one's findings. */
  readonly #covering: readonly RuleMetadata[];

  constructor(rules: readonly Rule[], onFailure: RuleFailure, meshRules: readonly RuleMetadata[] = []) {
    this.rules = rules;
    this.allRules = [...rules, ...meshRules, YAML_SYNTAX_ERROR];
    this.#meshRules = new Set(meshRules);
    this.#onFailure = onFailure;
    this.#oncePerFile = new Set(rules.filter((rule) => rule.isOncePerFile).map(({ id }) => id));
    this.#covering = this.allRules.filter(({ covers }) => covers !== undefined);
  }

  /**
   * The findings of a file that are not suppressed, in order; offsets count from the file's beginning. `others` are those of the
   * mesh rules among others. Where they did not run, comments for them are kept. What `isLeftOut` says of documents saves
   * linting them.
   */
  lint(
    file: SourceFile,
    settings: LintSettings,
    others?: FromOtherFiles,
    isLeftOut?: (placed: PlacedDocument) => boolean,
  ): Finding[] {
    const { findings: own, suppressions } = this.lintUnsuppressed(file, settings, isLeftOut);
    const findings = others?.isRepaired ? own.filter((finding) => !others.isRepaired?.(finding, file)) : own;
    if (others) {
      findings.push(...others.findings);
      findings.sort(byPlace);
    }
    if (suppressions.length === 0) return this.#withoutRepeats(findings);
    const kept = applySuppressions(findings, suppressions, {
      lines: new LineIndex(file.text),
      rules: this.allRules,
      judged: others ? this.allRules : this.allRules.filter((rule) => !this.#meshRules.has(rule)),
      settings,
    });
    return this.#withoutRepeats(kept);
  }

  /** After suppression, so that a comment at any of the places is used. */
  #withoutRepeats(all: Finding[]): Finding[] {
    const findings = this.#covering.reduce(withoutCovered, all);
    const seen = new Set<string>();
    const isRepeat = ({ rule }: Finding) => this.#oncePerFile.has(rule) && seen.size === seen.add(rule).size;
    return findings.filter((finding) => !isRepeat(finding));
  }

  /** The findings of a file's rules, suppressed or not, and the comments that suppress some of them. */
  lintUnsuppressed(
    file: SourceFile,
    settings: LintSettings,
    isLeftOut: (placed: PlacedDocument) => boolean = () => false,
  ): { readonly findings: Finding[]; readonly suppressions: PlacedSuppression[] } {
    const findings: Finding[] = [];
    const suppressions: PlacedSuppression[] = [];
    const ruleSet = this.#ruleSetFor(settings);
    for (const placed of file.documents) {
      if (isLeftOut(placed)) continue;
      const { document, offset } = placed;
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

/** The findings without those that a rule covers where it has found something. */
function withoutCovered(findings: Finding[], { id, covers }: RuleMetadata): Finding[] {
  const starts = new Set(findings.flatMap(({ rule, range }) => (rule === id ? [range.start] : [])));
  return findings.filter(({ rule, range }) => rule !== covers || !starts.has(range.start));
}

/** Converts a finding of the document at `offset` to one of the file. */
function place(finding: Finding, offset: number): Finding {
  return {
    ...finding,
    range: shiftRange(finding.range, offset),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => shiftEdit(edit, offset)) })),
    related: finding.related.map((related) => ({ ...related, range: shiftRange(related.range, offset) })),
  };
}
