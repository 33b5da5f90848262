import { relative, resolve, sep } from 'node:path';
import type { Finding } from '../engine/finding.ts';
import { SEVERITIES } from '../engine/finding.ts';
import { LineIndex } from '../text/lineIndex.ts';

/** A finding as the JSON format has it: lines and columns from 1, columns in UTF-16 code units. */
export interface ReportedFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly message: string;
  /** Whether any fix is offered, safe or not. */
  readonly fixable: boolean;
}

/** Findings of one text as they are printed; `file` is what it is called. */
export function reportFindings(file: string, text: string, findings: readonly Finding[]): ReportedFinding[] {
  const lines = new LineIndex(text);
  return findings.map(({ range, rule, severity, message, fixes }) => {
    const start = lines.positionAt(range.start);
    const end = lines.positionAt(range.end);
    return {
      file,
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      rule,
      severity,
      message,
      fixable: fixes.length > 0,
    };
  });
}

/** A path as it is printed: relative to the working directory where it lies below, with forward slashes. */
export function displayPath(path: string): string {
  return relative(process.cwd(), resolve(path)).split(sep).join('/');
}

/** One line for each finding, and one that counts. */
export function formatText(findings: readonly ReportedFinding[]): string {
  const lines = findings.map(
    ({ file, line, column, severity, rule, message }) =>
      `${file}:${line}:${column}: ${severity}: ${message} [${rule}]`,
  );
  const counts = [...SEVERITIES].reverse().map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  }));
  const summary = counts
    .filter(({ count }) => count > 0)
    .map(
      ({ severity, count }) => `${count} ${severity}${count > 1 && severity !== 'information' ? 's' : ''}`,
    );
  return summary.length > 0 ? `${lines.join('\n')}\n\n${summary.join(', ')}\n` : '';
}
