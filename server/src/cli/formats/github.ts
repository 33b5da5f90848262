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
 * Workflow commands for GitHub's log, which become annotations of the changed lines. Characters that a log would
 * interpret are replaced, because the runner has no escape for them.
 */
export function formatGithub(report: Report): string {
  return placedFindings(report)
    .map(({ file, finding: { severity, message, rule }, region }) => {
      const { line, endLine, column, endColumn } = region;
      // GitHub accepts columns only within one line.
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
