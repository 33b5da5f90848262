import { SEVERITIES, type Severity } from '../../engine/finding.ts';

/** A number with its word: `1 file`, `2 files`. */
export function count(number: number, word: string): string {
  return `${grouped(number)} ${word}${number === 1 ? '' : 's'}`;
}

/** A number with separators, `10,000`. Node's own formatter loads tables of all languages first. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3}){1,6}$)/g, ',');
}

/** Number of findings of each severity, the worst first: `1 error, 2 warnings`. */
export function countSeverities(severities: readonly Severity[]): string {
  return [...SEVERITIES]
    .reverse()
    .map((severity) => ({ severity, number: severities.filter((other) => other === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => count(number, severity === 'information' ? 'note' : severity))
    .join(', ');
}

/** The summary of a run without findings. */
export function nothingFound(checked: number): string {
  return checked === 0
    ? 'There are no YAML files, JSON files or Helm templates to lint.'
    : `No findings in ${count(checked, 'file')}.`;
}

/** The summary of files that could not be read, or were skipped. */
export function notRead(number: number): string {
  return `${count(number, 'file')} ${number === 1 ? 'was' : 'were'} not read.`;
}
