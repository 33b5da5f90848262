import type { ResolvedSettings } from '../../config/settingsResolver.ts';
import { type PlacedSuppression, suppressionFinder } from '../../engine/applySuppressions.ts';
import { applyBaseline } from '../../engine/baseline.ts';
import { ENGINE_RULES } from '../../engine/engineRules.ts';
import type { Finding } from '../../engine/finding.ts';
import { Linter } from '../../engine/linter.ts';
import { levelOf, type Rule, type RuleLevel, type RuleMetadata } from '../../engine/rule.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { findSkipListImpact } from '../../linkerd/environment/environment.ts';
import type { LineIndex } from '../../text/lineIndex.ts';
import { pathBelow } from '../../workspace/fileHost.ts';
import type { EntryOnLine } from './lineSubjects.ts';

/** The result of a rule for a line. */
export type RuleTrace = {
  readonly rule: RuleMetadata;
  readonly level: RuleLevel;
} & (
  | { readonly outcome: 'reported'; readonly findings: readonly Finding[] }
  | { readonly outcome: 'suppressed'; readonly by: readonly PlacedSuppression[] }
  | { readonly outcome: 'inBaseline' }
  | { readonly outcome: 'off'; readonly wouldReport: boolean }
  | { readonly outcome: 'notApplicable' }
  | { readonly outcome: 'silent' }
);

/** The line to explain, with the settings that apply to it. */
export interface TracedLine {
  readonly file: SourceFile;
  readonly uri: string;
  readonly lines: LineIndex;
  /** From 0. */
  readonly line: number;
  readonly entries: readonly EntryOnLine[];
  /** Considered only if no entry is on the line. */
  readonly resource: Resource | undefined;
  readonly resolved: ResolvedSettings;
}

/** The result of each rule whose query matches something on a line, or that reported something there. */
export function traceRules(linter: Linter, traced: TracedLine): RuleTrace[] {
  const { settings } = traced.resolved;
  const { impact } = findSkipListImpact(settings.environment);
  const onLine = (findings: readonly Finding[]) =>
    findings.filter(({ range }) => traced.lines.lineAt(range.start) === traced.line);
  const { findings, suppressions } = linter.lintUnsuppressed(traced.file, settings);
  const left = linter.lint(traced.file, settings);
  const reported = onLine(withoutBaseline(left, traced));
  const suppressing = suppressionFinder(suppressions, traced.lines);
  const all = [...onLine(findings), ...onLine(left).filter(({ rule }) => isEngineRule(rule))];
  const wanted = linter.rules.filter((rule) => isAbout(rule, traced));
  const off = wanted.filter((rule) => levelOf(rule, settings.rules, impact) === 'off');
  const silenced = new Set(onLine(findingsOf(off, traced)).map(({ rule }) => rule));

  return [...linter.rules, ...ENGINE_RULES].flatMap((rule): RuleTrace[] => {
    const level = levelOf(rule, settings.rules, impact);
    const own = all.filter((finding) => finding.rule === rule.id);
    const shown = reported.filter((finding) => finding.rule === rule.id);
    if (shown.length > 0) return [{ rule, level, outcome: 'reported', findings: shown }];
    const [first] = own;
    if (first) {
      const by = suppressing(first);
      return [
        by.length > 0 ? { rule, level, outcome: 'suppressed', by } : { rule, level, outcome: 'inBaseline' },
      ];
    }
    const candidate = wanted.find(({ id }) => id === rule.id);
    if (!candidate) return [];
    if (level === 'off') return [{ rule, level, outcome: 'off', wouldReport: silenced.has(rule.id) }];
    const applies = candidate.appliesIn?.(settings.environment) !== false;
    return [{ rule, level, outcome: applies ? 'silent' : 'notApplicable' }];
  });
}

function isEngineRule(id: string): boolean {
  return ENGINE_RULES.some((rule) => rule.id === id);
}

/** Whether a rule's query matches something on the line; resources count only if no entry is on it. */
function isAbout({ query }: Rule, { entries, resource }: TracedLine): boolean {
  if (entries.length === 0) return resource !== undefined && query.resource?.(resource) === true;
  return entries.some(({ annotation: { key, kind, placement } }) =>
    query[kind]?.({ key: key.value, placement, entry: entryFor(key.value, kind) }),
  );
}

/** What rules that are off would report. */
function findingsOf(
  rules: readonly Rule[],
  { file, resolved: { settings } }: TracedLine,
): readonly Finding[] {
  const levels = Object.fromEntries(rules.map(({ id }) => [id, 'hint' as const]));
  const linter = new Linter(rules, () => {});
  return linter.lintUnsuppressed(file, { ...settings, rules: { ...settings.rules, ...levels } }).findings;
}

function withoutBaseline(
  findings: readonly Finding[],
  { file, uri, resolved: { baseline } }: TracedLine,
): readonly Finding[] {
  const path = baseline && pathBelow(baseline.folder, uri);
  if (path === undefined || !baseline?.baseline) return findings;
  return applyBaseline(baseline.baseline, path, file.text, findings).findings;
}
