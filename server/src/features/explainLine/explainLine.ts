import * as l10n from '@vscode/l10n';
import { settingsIn } from '../../config/configLookup.ts';
import { environmentLines } from '../../config/environmentReport.ts';
import type { ResolvedSettings } from '../../config/settingsResolver.ts';
import type { Linter } from '../../engine/linter.ts';
import type { RuleMetadata } from '../../engine/rule.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { findSkipListImpact } from '../../linkerd/environment/environment.ts';
import { isLinkerdKey } from '../../linkerd/metadata/linkerdKeys.ts';
import { mayConcernLinkerd } from '../../linkerd/prefilter.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import { describeEntry, describeResource } from './describeSubject.ts';
import { entriesOn, resourceAt } from './lineSubjects.ts';
import { type RuleTrace, type TracedLine, traceRules } from './ruleTraces.ts';
import { unreadReason, unreadText } from './unreadReason.ts';

/** The line to explain. */
export interface LineQuestion {
  readonly file: SourceFile;
  readonly uri: string;
  /** From 0. */
  readonly line: number;
  readonly resolved: ResolvedSettings;
  /** Formats the path of a file. */
  readonly pathOf: (uri: string) => string;
}

/**
 * Why a line of a file has findings, and why it has no others: what is written there, which rules checked it, their
 * results, levels and reasons, what was skipped and why, and what is known of the cluster. Lines of plain text; none
 * if the file does not have the line.
 */
export function explainLine(linter: Linter, question: LineQuestion): string[] {
  const traced = trace(question);
  if (question.line >= traced.lines.lineCount) return [];
  const traces = traceRules(linter, traced);
  const sections: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    [l10n.t('What is written here'), subjectLines(traced)],
    [l10n.t('Findings'), findingLines(traces, question)],
    [l10n.t('Checked, without a finding'), silentLines(traces)],
    [l10n.t('Not reported'), [...ignoredLines(question), ...passedOverLines(traces, traced, question)]],
    [l10n.t('The cluster'), environmentLines(question.resolved, question.pathOf)],
  ];
  return [
    `${question.pathOf(question.uri)}:${question.line + 1}: ${sourceOf(traced)}`,
    ...sections.flatMap(([heading, lines]) => (lines.length > 0 ? ['', heading, ...indent(lines)] : [])),
  ];
}

function trace({ file, uri, line, resolved }: LineQuestion): TracedLine {
  const lines = new LineIndex(file.text);
  const stretch = { start: lines.lineStart(line), end: lines.lineStart(line + 1) };
  const at =
    stretch.start + (/^\s*(?:- )*/.exec(file.text.slice(stretch.start, stretch.end))?.[0].length ?? 0);
  const placed = file.documentAt(at);
  const entries = placed ? entriesOn(placed, stretch) : [];
  const isRead = placed && mayConcernLinkerd(placed.document.text);
  const resource = isRead && entries.length === 0 ? resourceAt(placed, at) : undefined;
  return { file, uri, lines, line, entries, resource, resolved };
}

const LONGEST_SOURCE = 200;

function sourceOf({ file, lines, line }: TracedLine): string {
  const source = file.text.slice(lines.lineStart(line), lines.lineStart(line + 1)).trim();
  return source.length > LONGEST_SOURCE ? `${source.slice(0, LONGEST_SOURCE)}…` : source;
}

function subjectLines(traced: TracedLine): string[] {
  const { entries, resource, file, lines, line } = traced;
  if (entries.length > 0)
    return entries.flatMap((entry) => describeEntry(entry, (offset) => lines.lineAt(offset) + 1));
  const start = lines.lineStart(line);
  const source = file.text.slice(start, lines.lineStart(line + 1));
  const reason = reasonFor(file, start + source.search(/\S|$/));
  return [
    ...(resource ? [l10n.t('Part of {0}.', describeResource(resource))] : []),
    reason ?? l10n.t('Not a Linkerd annotation or label.'),
  ];
}

/** Most keys are not Linkerd's in any place. */
function reasonFor(file: SourceFile, offset: number): string | undefined {
  const reason = unreadReason(file, offset);
  const key = /^["']?([\w./~-]+)/.exec(file.text.slice(offset, offset + LONGEST_SOURCE))?.[1] ?? '';
  return reason === 'otherMapping' && !isLinkerdKey(key) ? undefined : unreadText(reason);
}

function findingLines(traces: readonly RuleTrace[], question: LineQuestion): string[] {
  return traces.flatMap((found) =>
    found.outcome === 'reported'
      ? found.findings.flatMap(({ rule, severity, message }) => [
          `${severity === 'information' ? l10n.t('note') : severity} ${rule}: ${message}`,
          `    ${levelReason(found.rule, question)}`,
        ])
      : [],
  );
}

function silentLines(traces: readonly RuleTrace[]): string[] {
  const ids = traces.filter(({ outcome }) => outcome === 'silent').map(({ rule }) => rule.id);
  return ids.length > 0 ? [ids.join(', ')] : [];
}

function ignoredLines({ resolved: { isIgnored, config }, pathOf }: LineQuestion): string[] {
  if (!isIgnored || !config) return [];
  return [l10n.t('Everything in this file: {0} ignores it.', pathOf(config.uri))];
}

function passedOverLines(
  traces: readonly RuleTrace[],
  { lines }: TracedLine,
  question: LineQuestion,
): string[] {
  return traces.flatMap((found): string[] => {
    const { id } = found.rule;
    switch (found.outcome) {
      case 'suppressed': {
        const places = found.by.map(({ suppression: { commentRange }, offset }) =>
          String(lines.lineAt(commentRange.start + offset) + 1),
        );
        return [l10n.t('{0}: suppressed by the comment in line {1}.', id, places.join(', '))];
      }
      case 'inBaseline':
        return [l10n.t('{0}: the baseline has it.', id)];
      case 'off':
        return [
          `${id}: ${levelReason(found.rule, question)}${
            found.wouldReport ? ` ${l10n.t('If enabled, it would report this line.')}` : ''
          }`,
        ];
      case 'notApplicable':
        return [l10n.t('{0}: has nothing to report in this environment.', id)];
      default:
        return [];
    }
  });
}

/** The level of a rule and the setting that decided it. */
function levelReason(rule: RuleMetadata, { resolved, uri, pathOf }: LineQuestion): string {
  const { settings, config, editor } = resolved;
  const { impact, reason } = findSkipListImpact(settings.environment);
  const level = settings.rules[rule.id];
  if (level !== undefined) {
    const isIn = (levels: Readonly<Record<string, unknown>>) => Object.hasOwn(levels, rule.id);
    if (config && settingsIn(config, uri).some(({ rules }) => isIn(rules) && rules[rule.id] === level))
      return l10n.t('“{0}” is set in {1}.', level, pathOf(config.uri));
    if (isIn(editor.rules) && editor.rules[rule.id] === level)
      return l10n.t('“{0}” is set in the editor’s settings.', level);
    return l10n.t('“{0}” is set on the command line.', level);
  }
  if (typeof rule.level === 'string') return l10n.t('“{0}” is the rule’s default.', rule.level);
  return l10n.t('“{0}” is the rule’s default in this environment: {1}', rule.level[impact], reason);
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
