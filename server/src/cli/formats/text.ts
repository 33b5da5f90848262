import type { Finding, Severity } from '../../engine/finding.ts';
import { displayWidth } from '../../text/displayWidth.ts';
import { displayUri } from '../paths.ts';
import { escapeControlCharacters, type Paint } from '../terminal.ts';
import { commonFolder, type FindingKind, foldedIn, kindsOf, MOST_SHOWN } from './kinds.ts';
import { type LintedFile, type Region, type Report, regionOf, shownName } from './report.ts';
import { sourceLine } from './sourceLine.ts';
import { count, countSeverities, grouped, nothingFound, notRead } from './summary.ts';
import { wrap } from './wrap.ts';

/** How a text report looks. */
export interface TextStyle {
  readonly paint: Paint;
  /** The width of a line of source, in columns. */
  readonly columns: number;
  /** The column at which messages wrap; undefined to not wrap. */
  readonly wrapsAt: number | undefined;
  /** Whether to print only findings, without a summary. */
  readonly isQuiet: boolean;
}

/** The label of a severity. */
const LABELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'hint',
};

/**
 * Findings by file, each with its source line, a caret under the range, and its fix. Of many equal findings only the
 * first are shown, and the end counts the others.
 */
export function formatText(report: Report, style: TextStyle): string {
  const kinds = kindsOf(report.files);
  const folded = foldedIn(kinds);
  const groups = report.files.flatMap((file) => {
    const findings = file.findings.filter((finding) => !folded.has(finding));
    if (findings.length === 0) return [];
    const name = style.paint.underline(shownName(file.name));
    return `${name}\n${findings.map((finding) => formatFinding(file, finding, style)).join('\n')}`;
  });
  const summary = style.isQuiet ? [] : [formatSummary(report, style)];
  const overview = folded.size > 0 ? [formatKinds(kinds, style)] : [];
  return [...groups, ...summary, ...overview].join('\n');
}

function formatFinding(file: LintedFile, finding: Finding, style: TextStyle): string {
  const { paint } = style;
  const region = regionOf(file, finding.range);
  const lines = [
    ...headline(finding, placeOf(finding, region), style),
    ...frame(file, finding.severity, region, style),
    ...notes(file, finding).flatMap((note) => {
      const [first = '', ...others] = wrapped(escapeControlCharacters(note), GUTTER + 3, style);
      return [`${' '.repeat(GUTTER)} ${paint.blue('=')} ${first}`, ...others];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

/** An object of a cluster is found by its name, not by a line of what kubectl printed. */
function placeOf({ object }: Finding, { line, column }: Region): string {
  return object === undefined ? `${line}:${column}` : escapeControlCharacters(object);
}

/** The place, the severity, the message, and the rule at its end. */
function headline({ severity, message, rule }: Finding, place: string, style: TextStyle): string[] {
  const { paint } = style;
  const label = LABELS[severity];
  const id = `[${rule}]`;
  const lines = wrapped(`${label} ${escapeControlCharacters(message)} ${id}`, place.length + 3, style);
  const last = lines.length - 1;
  return lines.map((line, index) => {
    const text = index === last ? line.slice(0, -id.length) + paint.dim(id) : line;
    if (index > 0) return text;
    return `  ${paint.dim(place)} ${paintSeverity(paint, severity)(label)}${text.slice(label.length)}`;
  });
}

/** A text in lines, all but the first of them indented. */
function wrapped(text: string, indent: number, { wrapsAt }: TextStyle): string[] {
  if (wrapsAt === undefined) return [text];
  const [first = '', ...others] = wrap(text, Math.max(NARROWEST, wrapsAt - indent));
  return [first, ...others.map((line) => ' '.repeat(indent) + line)];
}

/** Minimum number of columns for readable text. */
const NARROWEST = 30;

/** Width of the line number's column; larger numbers move the rest to the right. */
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

function notes(file: LintedFile, { fixes, related, relatedElsewhere = [] }: Finding): string[] {
  const safe = fixes.find((fix) => fix.safety === 'safe');
  return [
    ...related.map(({ range, message }) => `line ${regionOf(file, range).line}: ${message}`),
    ...relatedElsewhere.map(({ uri, start, message }) => `${displayUri(uri)}:${start.line + 1}: ${message}`),
    ...(safe ? [`${safe.title} (--fix)`] : fixes.slice(0, 3).map(({ title }) => `${title} (suggested)`)),
  ];
}

function formatSummary(report: Report, style: TextStyle): string {
  const { paint } = style;
  const findings = report.files.flatMap((file) => file.findings);
  const sentences = [
    ...(report.fixed > 0 ? [`${count(report.fixed, 'finding')} fixed.`] : []),
    ...(findings.length > 0
      ? [paint.bold(countSeverities(findings.map(({ severity }) => severity))) + where(report)]
      : []),
    // After a failure there may be findings that are not known.
    ...(findings.length === 0 && report.isWhole ? [nothingFound(report.checked)] : []),
    ...(report.unread > 0 ? [notRead(report.unread)] : []),
    ...fixable(findings),
  ];
  return sentences.length > 0 ? `${wrapped(sentences.join(' '), 0, style).join('\n')}\n` : '';
}

function where({ files, checked }: Report): string {
  const number = files.filter(({ findings }) => findings.length > 0).length;
  return ` in ${count(number, 'file')}, ${grouped(checked)} read.`;
}

/** The kinds of findings that repeat, with advice. */
function formatKinds(kinds: readonly FindingKind[], style: TextStyle): string {
  const repeated = kinds.filter(({ findings }) => findings.length > 1).slice(0, MOST_SHOWN);
  const width = grouped(repeated[0]?.findings.length ?? 0).length;
  const rows = repeated.flatMap(({ rule, message, findings, files }) => {
    const hidden = findings.length - MOST_SHOWN;
    const where = `in ${count(files.length, 'file')}${hidden > 0 ? `, ${grouped(hidden)} not shown` : ''}`;
    const number = grouped(findings.length).padStart(width);
    const text = `${number} × [${rule}] ${where}: ${escapeControlCharacters(message)}`;
    const [first = '', ...others] = wrapped(text, width + 5, style);
    return [`  ${first}`, ...others];
  });
  const folder = commonFolder(kinds[0]?.files ?? []);
  const advice = [
    '--format compact prints every finding.',
    ...(folder === ''
      ? []
      : [
          `If ${escapeControlCharacters(folder)} contains generated files, ignore it in .linkerd-lint.yaml: “ignore: [${escapeControlCharacters(folder)}**]”.`,
        ]),
  ];
  return [...rows, '', ...advice.flatMap((line) => wrapped(line, 0, style)), ''].join('\n');
}

function fixable(findings: readonly Finding[]): string[] {
  const safe = findings.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')).length;
  const chosen = findings.filter(({ fixes }) => fixes.length > 0).length - safe;
  const ways = [
    ...(safe > 0 ? [`${safe} with --fix`] : []),
    ...(chosen > 0 ? [`${chosen} with --fix-suggestions`] : []),
  ];
  return ways.length > 0 ? [`Fixable: ${ways.join(', ')}.`] : [];
}

function paintSeverity(paint: Paint, severity: Severity): (text: string) => string {
  const paints = { error: paint.red, warning: paint.yellow, information: paint.cyan, hint: paint.dim };
  return paints[severity];
}
