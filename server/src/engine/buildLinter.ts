import type { WrittenAt } from '../kustomize/valueTree.ts';
import { findSkipListImpact } from '../linkerd/environment/environment.ts';
import type { TextRange } from '../text/range.ts';
import type { BuildRule, BuildRuleFinding, Replacement } from './buildRule.ts';
import type { Finding, Fix, Severity } from './finding.ts';
import type { JudgedKustomization } from './judgedKustomization.ts';
import type { LintSettings, RuleFailure } from './lintDocument.ts';
import { levelOf } from './rule.ts';
import type { SourceFile } from './sourceFile.ts';
import { rangeOfWritten } from './writtenValues.ts';

/** A finding in a kustomization. */
export interface BuildFinding extends BuildRuleFinding {
  readonly rule: string;
  readonly severity: Severity;
}

/** Maximum number of findings of one rule in one kustomization. */
const MOST_FINDINGS = 100;

/** Runs the rules about builds. */
export class BuildLinter {
  readonly #rules: readonly BuildRule[];
  readonly #onFailure: RuleFailure;

  constructor(rules: readonly BuildRule[], onFailure: RuleFailure) {
    this.#rules = rules;
    this.#onFailure = onFailure;
  }

  /** What is wrong in a kustomization. */
  findings(
    kustomization: JudgedKustomization | undefined,
    { environment, rules }: LintSettings,
  ): BuildFinding[] {
    if (!kustomization) return [];
    const { impact } = findSkipListImpact(environment);
    return this.#rules.flatMap((rule) => {
      const severity = levelOf(rule, rules, impact);
      return severity === 'off'
        ? []
        : this.#check(rule, kustomization).map((found) => ({ ...found, rule: rule.id, severity }));
    });
  }

  #check(rule: BuildRule, kustomization: JudgedKustomization): BuildRuleFinding[] {
    try {
      const found = [...rule.check(kustomization)].filter(({ at }) => at.file === kustomization.file);
      const distinct = new Map(found.map((finding) => [identityOf(finding), finding]));
      return [...distinct.values()].slice(0, MOST_FINDINGS);
    } catch (error) {
      this.#onFailure(rule.id, error);
      return [];
    }
  }
}

function identityOf({ at, message }: BuildRuleFinding): string {
  return `${JSON.stringify([at.document, at.path, at.inner])} ${message}`;
}

/** Findings with their ranges in the text of the kustomization. */
export function locateBuildFindings(findings: readonly BuildFinding[], file: SourceFile): Finding[] {
  return findings.flatMap(({ rule, severity, at, isAtKey, message, fix }) => {
    const place = rangeOfWritten(file, at) ?? rangeOfWritten(file, outsideOf(at));
    if (!place) return [];
    const { start, end } = (isAtKey && place.key) || place.value;
    return [
      {
        rule,
        severity,
        range: { start, end: endOfFirstLine(file.text, start, end) },
        message,
        fixes: fix ? fixesFor(fix, file.text, place.value) : [],
        related: [],
        isUnnecessary: false,
      },
    ];
  });
}

function fixesFor({ title, text, newText }: Replacement, source: string, range: TextRange): Fix[] {
  const [before = '', ...behind] = source.slice(range.start, range.end).split(text);
  if (behind.length !== 1) return [];
  const start = range.start + before.length;
  const edits = [{ range: { start, end: start + text.length }, newText }];
  return [{ title, safety: 'suggestion', edits, isPreferred: true }];
}

/** The entry that a patch in a file is named by may be the path itself. */
function outsideOf(at: WrittenAt): WrittenAt {
  return { ...at, path: at.path.slice(0, -1) };
}

/** The end of a range on its first line: a place as long as a whole patch is shown by its first line. */
export function endOfFirstLine(text: string, start: number, end: number): number {
  const line = text.slice(start, end).search(/[\r\n]/);
  return line <= 0 ? end : start + line;
}
