import { escapeControlCharacters } from '../terminal.ts';
import { placedFindings, type Report, shownName } from './report.ts';

/** One line for each finding, as compilers write them and editors read them. */
export function formatCompact(report: Report): string {
  return placedFindings(report)
    .map(
      ({ file, finding: { severity, message, rule }, region: { line, column } }) =>
        `${shownName(file.name)}:${line}:${column}: ${severity}: ${escapeControlCharacters(message)} [${rule}]\n`,
    )
    .join('');
}
