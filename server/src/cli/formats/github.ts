import type { Severity } from '../../engine/finding.ts';
import { escapeControlCharacters, escapeControlCharactersInLines } from '../terminal.ts';
import { placedFindings, type Report } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * Commands of a GitHub workflow's log, which become annotations of the changed lines. What a log would obey or turn
 * around is replaced: the runner has no escape for it.
 */
export function formatGithub(report: Report): string {
  return placedFindings(report)
    .map(({ file, finding: { severity, message, rule }, region }) => {
      const { line, endLine, column, endColumn } = region;
      // GitHub takes columns only within one line.
      const columns = line === endLine ? { col: column, endColumn } : {};
      const properties = { title: rule, file: file.name, line, endLine, ...columns };
      const shown = Object.entries(properties).map(
        ([name, value]) => `${name}=${escapeProperty(escapeControlCharacters(String(value)))}`,
      );
      return `::${COMMANDS[severity]} ${shown.join(',')}::${escapeData(escapeControlCharactersInLines(message))}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
