import { escapeControlCharacters } from '../terminal.ts';
import { placedFindings, type Report, shownName } from './report.ts';

/** One line per finding, in the format of compilers that editors understand. */
export function formatCompact(report: Report): string {
  return placedFindings(report)
    .map(
      ({ file, finding: { severity, message, rule }, region: { line, column } }) =>
        `${shownName(file.name)}:${line}:${column}: ${severity}: ${escapeControlCharacters(message)} [${rule}]\n`,
    )
    .join('');
}
