import type { Finding, Severity } from '../../engine/finding.ts';
import { displayWidth } from '../../text/displayWidth.ts';
import { escapeControlCharacters, type Paint } from '../terminal.ts';
import { type LintedFile, type Region, type Report, regionOf } from './report.ts';
import { sourceLine } from './sourceLine.ts';
import { count, countSeverities, grouped, nothingFound } from './summary.ts';

/** How a text report looks. */
export interface TextStyle {
  readonly paint: Paint;
  /** How many columns there are for a line of source. */
  readonly columns: number;
  /** Whether the findings stand alone, without a summary. */
  readonly isQuiet: boolean;
}

/** Findings by file, each with its source line, a caret under the range, and its fix. */
export function formatText(report: Report, style: TextStyle): string {
  const files = report.files.filter(({ findings }) => findings.length > 0);
  const groups = files.map((file) => {
    const findings = file.findings.map((finding) => formatFinding(file, finding, style));
    return `${style.paint.underline(escapeControlCharacters(file.name))}\n${findings.join('\n')}`;
  });
  const summary = style.isQuiet ? [] : [formatSummary(report, files.length, style)];
  return [...groups, ...summary].join('\n');
}

function formatFinding(file: LintedFile, finding: Finding, style: TextStyle): string {
  const { paint } = style;
  const region = regionOf(file, finding.range);
  const place = paint.dim(`${region.line}:${region.column}`);
  const severity = paintSeverity(paint, finding.severity)(finding.severity);
  const lines = [
    `  ${place} ${severity} ${escapeControlCharacters(finding.message)} ${paint.dim(`[${finding.rule}]`)}`,
    ...frame(file, finding.severity, region, style),
    ...notes(file, finding).map(
      (note) => `${' '.repeat(GUTTER)} ${paint.blue('=')} ${escapeControlCharacters(note)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Room for the number of a line; larger numbers move what is behind them. */
const GUTTER = 6;

function frame(
  file: LintedFile,
  severity: Severity,
  region: Region,
  { paint, columns }: TextStyle,
): string[] {
  const { text, before, marked } = sourceLine(file, region, columns - GUTTER - 3);
  const number = String(region.line);
  const carets = '^'.repeat(Math.max(1, displayWidth(marked)));
  const bar = paint.blue('|');
  return [
    `${paint.blue(number.padStart(GUTTER))} ${bar} ${text}`,
    `${' '.repeat(Math.max(GUTTER, number.length))} ${bar} ${' '.repeat(displayWidth(before))}${paintSeverity(paint, severity)(carets)}`,
  ];
}

function notes(file: LintedFile, { fixes, related }: Finding): string[] {
  const safe = fixes.find((fix) => fix.safety === 'safe');
  return [
    ...related.map(({ range, message }) => `line ${regionOf(file, range).line}: ${message}`),
    ...(safe ? [`${safe.title} (--fix)`] : fixes.slice(0, 3).map(({ title }) => `${title} (by choice)`)),
  ];
}

function formatSummary(report: Report, fileCount: number, { paint }: TextStyle): string {
  const findings = report.files.flatMap((file) => file.findings);
  const fixed = report.fixed > 0 ? `${count(report.fixed, 'finding')} fixed. ` : '';
  if (findings.length === 0) return `${fixed}${nothingFound(report.checked)}`;
  const severities = countSeverities(findings.map(({ severity }) => severity));
  const where = `in ${count(fileCount, 'file')}, ${grouped(report.checked)} read`;
  return `${fixed}${paint.bold(severities)} ${where}.${fixable(findings)}\n`;
}

function fixable(findings: readonly Finding[]): string {
  const safe = findings.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')).length;
  const chosen = findings.filter(({ fixes }) => fixes.length > 0).length - safe;
  const ways = [
    ...(safe > 0 ? [`${safe} with --fix`] : []),
    ...(chosen > 0 ? [`${chosen} with --fix-suggestions`] : []),
  ];
  return ways.length > 0 ? ` Fixable: ${ways.join(', ')}.` : '';
}

function paintSeverity(paint: Paint, severity: Severity): (text: string) => string {
  const paints = { error: paint.red, warning: paint.yellow, information: paint.cyan, hint: paint.dim };
  return paints[severity];
}
