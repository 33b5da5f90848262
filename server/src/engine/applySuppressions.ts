import * as l10n from '@vscode/l10n';
import { closest, distance } from 'fastest-levenshtein';
import { findSkipListImpact } from '../linkerd/environment/environment.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import { byPlace, shiftRange } from '../text/range.ts';
import { UNKNOWN_SUPPRESSION, UNUSED_SUPPRESSION } from './engineRules.ts';
import type { Finding, Fix } from './finding.ts';
import type { LintSettings } from './lintDocument.ts';
import { levelOf, type RuleMetadata } from './rule.ts';
import { DIRECTIVES, type Suppression } from './suppression.ts';

/** A suppression of a document that begins at `offset` in its file. */
export interface PlacedSuppression {
  readonly suppression: Suppression;
  readonly offset: number;
}

/** What suppressions are checked against. */
export interface SuppressionContext {
  readonly lines: LineIndex;
  readonly rules: readonly RuleMetadata[];
  /** Those that had a chance to find something. */
  readonly judged: readonly RuleMetadata[];
  readonly settings: LintSettings;
}

/**
 * The findings that no comment suppresses, and findings about comments that suppress nothing or name no rule. A comment
 * for a rule that is off is not reported, because another environment may need it.
 */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly PlacedSuppression[],
  context: SuppressionContext,
): Finding[] {
  const used = new Set<PlacedSuppression>();
  const suppressing = suppressionFinder(suppressions, context.lines);
  const left = findings.filter((finding) => {
    const matching = suppressing(finding);
    for (const placed of matching) used.add(placed);
    return matching.length === 0;
  });
  const unused = suppressions.filter((placed) => !used.has(placed));
  const judged = unused.flatMap((placed) => judge(placed, context) ?? []);
  return [...left, ...judged].sort(byPlace);
}

/** Finds the comments that suppress a finding. */
export function suppressionFinder(
  suppressions: readonly PlacedSuppression[],
  lines: LineIndex,
): (finding: Pick<Finding, 'rule' | 'range'>) => readonly PlacedSuppression[] {
  const byTarget = groupByTarget(suppressions, lines);
  return ({ rule, range }) =>
    [targetOf(rule), targetOf(rule, lines.lineAt(range.start))].flatMap(
      (target) => byTarget.get(target) ?? [],
    );
}

/** The key of a suppression: a rule in the whole file or in one line. */
function targetOf(rule: string, line?: number): string {
  return line === undefined ? rule : `${rule} ${line}`;
}

function groupByTarget(
  suppressions: readonly PlacedSuppression[],
  lines: LineIndex,
): ReadonlyMap<string, readonly PlacedSuppression[]> {
  const byTarget = new Map<string, PlacedSuppression[]>();
  for (const placed of suppressions) {
    const { rule, scope, range } = placed.suppression;
    const line = lines.lineAt(placed.offset + range.start) + (scope === 'next-line' ? 1 : 0);
    const target = scope === 'file' ? targetOf(rule) : targetOf(rule, line);
    const together = byTarget.get(target);
    if (together) together.push(placed);
    else byTarget.set(target, [placed]);
  }
  return byTarget;
}

function judge(placed: PlacedSuppression, context: SuppressionContext): Finding | undefined {
  const { rule: name } = placed.suppression;
  const rule = context.rules.find(({ id }) => id === name);
  const engineRule = rule ? UNUSED_SUPPRESSION : UNKNOWN_SUPPRESSION;
  const { impact } = findSkipListImpact(context.settings.environment);
  if (rule && !context.judged.includes(rule)) return undefined;
  if (rule && levelOf(rule, context.settings.rules, impact) === 'off') return undefined;
  const severity = levelOf(engineRule, context.settings.rules, impact);
  if (severity === 'off') return undefined;
  return {
    rule: engineRule.id,
    severity,
    range: shiftRange(placed.suppression.range, placed.offset),
    message: rule ? unusedMessage(name) : unknownMessage(placed.suppression),
    fixes: [...(rule ? [] : didYouMean(placed, context.rules)), ...removal(placed)],
    related: [],
    isUnnecessary: rule !== undefined,
  };
}

function unusedMessage(name: string): string {
  return l10n.t(
    'This suppression is unused: “{0}” reports nothing here. Remove it, or it will hide a future mistake.',
    name,
  );
}

function unknownMessage({ scope, rule }: Suppression): string {
  if (scope === undefined) {
    const words = Object.keys(DIRECTIVES).join(', ');
    return l10n.t('Unknown directive. Use one of: {0}.', words);
  }
  if (rule === '')
    return l10n.t('This comment names no rule, so it suppresses nothing. Add the id that the finding shows.');
  return l10n.t(
    'There is no rule “{0}”, so this comment suppresses nothing. Use the id that the finding shows.',
    rule,
  );
}

function didYouMean({ suppression, offset }: PlacedSuppression, rules: readonly RuleMetadata[]): Fix[] {
  const id = nearestRule(
    suppression.rule,
    rules.map((rule) => rule.id),
  );
  if (id === undefined) return [];
  const edits = [{ range: shiftRange(suppression.range, offset), newText: id }];
  return [{ title: l10n.t('Change to “{0}”', id), safety: 'suggestion', isPreferred: true, edits }];
}

const LONGEST_NAME = 80;

/** The only rule whose id begins with the name, or else the one with the fewest different letters, if they are few. */
function nearestRule(name: string, ids: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const begun = ids.filter((id) => id.startsWith(name));
  if (begun.length === 1) return begun[0];
  const id = closest(name, ids);
  return distance(id, name) <= name.length / 3 ? id : undefined;
}

/** Removes the comment, unless it also names other rules. */
function removal({ suppression, offset }: PlacedSuppression): Fix[] {
  if (suppression.names > 1 && suppression.scope !== undefined) return [];
  return [
    {
      title: l10n.t('Remove the comment'),
      safety: 'suggestion',
      isPreferred: false,
      edits: [{ range: shiftRange(suppression.commentRange, offset), newText: '' }],
    },
  ];
}
