import type { Finding } from '../../engine/finding.ts';
import type { LintedFile } from './report.ts';

/** Findings of one rule with the same message, which usually have one cause. */
export interface FindingKind {
  readonly rule: string;
  readonly message: string;
  readonly findings: readonly Finding[];
  /** The names of the files with such a finding, each once. */
  readonly files: readonly string[];
}

/** Maximum number of findings of one kind that are shown; more are not informative. */
export const MOST_SHOWN = 10;

/** The findings of a run by kind, the most frequent first. */
export function kindsOf(files: readonly LintedFile[]): FindingKind[] {
  const kinds = new Map<string, { findings: Finding[]; files: Set<string> }>();
  for (const { name, findings } of files) {
    for (const finding of findings) {
      const identity = `${finding.rule} ${finding.message}`;
      const kind = kinds.get(identity) ?? { findings: [], files: new Set<string>() };
      kinds.set(identity, kind);
      kind.findings.push(finding);
      kind.files.add(name);
    }
  }
  return [...kinds.values()]
    .map(({ findings, files: names }): FindingKind => {
      const { rule, message } = findings[0] as Finding;
      return { rule, message, findings, files: [...names] };
    })
    .sort((a, b) => b.findings.length - a.findings.length);
}

/** The findings that are left out because {@link MOST_SHOWN} of their kind come before them. */
export function foldedIn(kinds: readonly FindingKind[]): ReadonlySet<Finding> {
  return new Set(kinds.flatMap(({ findings }) => findings.slice(MOST_SHOWN)));
}

/** The common folder of all files, with a slash at its end; empty if there is none. */
export function commonFolder(files: readonly string[]): string {
  const [first = '', ...others] = files;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  for (const file of others)
    while (!file.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}
