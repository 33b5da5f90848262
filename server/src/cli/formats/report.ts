import type { Finding, Severity } from '../../engine/finding.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import type { TextRange } from '../../text/range.ts';
import { escapeControlCharacters } from '../terminal.ts';

/** A file that was linted, with what was found in it. */
export interface LintedFile {
  /** As printed: relative to the working directory, with forward slashes. */
  readonly name: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** In the order of the text; offsets are UTF-16 code units from the text's beginning. */
  readonly findings: readonly Finding[];
}

/** The result of a run. */
export interface Report {
  /** The files that concern Linkerd, with findings or without, in the order they were read. */
  readonly files: readonly LintedFile[];
  /** Number of files read. */
  readonly checked: number;
  /** Number of files that were skipped or could not be read. */
  readonly unread: number;
  /** Number of findings that were fixed; they are not among those of the files. */
  readonly fixed: number;
  /** The mildest severity that fails the run. */
  readonly failOn: Severity | 'none';
  /** Whether nothing failed during the run. */
  readonly isWhole: boolean;
}

/** A range of a file, lines and columns from 1, columns in UTF-16 code units; the end is exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Makes a linted file. The text of a file without findings is not needed, so it is not kept. */
export function lintedFile(name: string, text: string, findings: readonly Finding[]): LintedFile {
  const kept = findings.length > 0 ? text : '';
  return { name, text: kept, lines: new LineIndex(kept), findings };
}

/** A file's name for texts that begin with it, so that a CI server does not read it as a command. */
export function shownName(name: string): string {
  return escapeControlCharacters(/^(?:::|##)/.test(name) ? `./${name}` : name);
}

/** A range of a file in lines and columns from 1. */
export function regionOf({ lines }: LintedFile, range: TextRange): Region {
  const start = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Every finding with its file and place. */
export function placedFindings(report: Report): { file: LintedFile; finding: Finding; region: Region }[] {
  return report.files.flatMap((file) =>
    file.findings.map((finding) => ({ file, finding, region: regionOf(file, finding.range) })),
  );
}
