import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../../server/src/engine/finding.ts';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { actionsFor } from '../../server/src/features/codeActions/codeActions.ts';
import { complete } from '../../server/src/features/completion/completion.ts';
import { hover } from '../../server/src/features/hover/hover.ts';
import { inlayHints } from '../../server/src/features/inlayHints/inlayHints.ts';
import {
  afterEdit,
  commonPrefix,
  commonSuffix,
  noDifference,
  type TextDifference,
} from '../../server/src/text/difference.ts';
import { applyEdits, type TextEdit } from '../../server/src/text/edit.ts';
import { PieceTable } from '../../server/src/text/pieceTable.ts';
import type { TextRange } from '../../server/src/text/range.ts';
import { lint, linter } from '../support/lint.ts';
import { measured } from '../support/processorTime.ts';

/** Milliseconds of processor time that one version of a file may take: enough for a busy machine, not for a square. */
const LONGEST = { ever: 1_000, perCharacter: 0.05 };

/** What is demanded of every text did not hold; `text` is the one in question. */
export class Broken extends Error {
  readonly text: string;

  constructor(demand: string, text: string, options?: ErrorOptions) {
    super(demand, options);
    this.text = text;
  }
}

/** A version of a file, as an editor has it after an edit. */
export interface Version {
  readonly text: string;
  readonly content: PieceTable;
  /** How it differs from the version before; undefined for the first. */
  readonly difference: TextDifference | undefined;
}

/** What an editor makes of the first version of a file. */
export function firstVersion(text: string): Version {
  return { text, content: PieceTable.of(text), difference: undefined };
}

/** What an editor makes of the next version, as one edit. */
export function nextVersion({ text: before, content }: Version, text: string): Version {
  const start = commonPrefix(before, text);
  const shared = Math.min(commonSuffix(before, text), before.length - start, text.length - start);
  const range = { start, end: before.length - shared };
  const inserted = text.slice(start, text.length - shared);
  const difference = afterEdit(noDifference(content), content, range, inserted);
  return { text, content: content.replaced(range, inserted), difference };
}

/**
 * Reads a version of a file as the editor does, and checks what must be true for any text.
 *
 * @throws Broken if something does not hold
 */
export function demandAll(
  { text, content, difference }: Version,
  previous: SourceFile | undefined,
  settings: LintSettings,
  at: number,
): SourceFile {
  const { result, milliseconds } = measured(() =>
    guarded('read and judged', text, () => {
      const read = SourceFile.read(content, previous, difference);
      return [read, linter.lint(read, settings)] as const;
    }),
  );
  const [file, findings] = result;
  if (milliseconds > LONGEST.ever + LONGEST.perCharacter * text.length)
    throw new Broken(`takes ${milliseconds} ms`, text);
  const anew = guarded('judged from scratch', text, () => lint(text, settings));
  if (!isDeepStrictEqual(findings, anew))
    throw new Broken(
      `has other findings than from scratch:\n${show(findings)}\nscratch:\n${show(anew)}`,
      text,
    );
  for (const finding of findings) demandOfFinding(finding, text, findings, settings);
  guarded('explained', text, () => useFeatures(file, findings, settings, at));
  return file;
}

function demandOfFinding(
  finding: Finding,
  text: string,
  findings: readonly Finding[],
  settings: LintSettings,
): void {
  demandRange(finding.range, text, finding.rule);
  for (const related of finding.related) demandRange(related.range, text, finding.rule);
  for (const fix of finding.fixes) {
    const name = `${finding.rule}: ${fix.title}`;
    const fixed = applied(fix.edits, text, name);
    const left = guarded(`judged after “${name}”`, fixed, () => lint(fixed, settings));
    if (!isGone(finding, fix.edits, findings, left))
      throw new Broken(`“${name}” leaves the finding:\n${fixed}`, text);
  }
}

/** There are fewer such findings, or at least none where it was: what was hidden behind it may come to light. */
function isGone(
  { rule, range }: Finding,
  edits: readonly TextEdit[],
  before: readonly Finding[],
  after: readonly Finding[],
): boolean {
  const moved = edits
    .filter((edit) => edit.range.end <= range.start)
    .reduce((sum, { range: { start, end }, newText }) => sum + newText.length - (end - start), 0);
  const same = (findings: readonly Finding[]) => findings.filter((finding) => finding.rule === rule);
  return (
    same(after).length < same(before).length ||
    !same(after).some((finding) => finding.range.start === range.start + moved)
  );
}

function applied(edits: readonly TextEdit[], text: string, name: string): string {
  for (const { range } of edits) demandRange(range, text, name);
  const fixed = guarded(`changed by “${name}”`, text, () => applyEdits(text, edits));
  if (fixed === text) throw new Broken(`“${name}” changes nothing`, text);
  return fixed;
}

/** A range lies in the text and splits no character. */
function demandRange({ start, end }: TextRange, text: string, name: string): void {
  const isPlace = (at: number) =>
    at >= 0 && at <= text.length && !/^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
  if (start > end || !isPlace(start) || !isPlace(end))
    throw new Broken(`${name} has the range ${start}–${end} of ${text.length}`, text);
}

function useFeatures(
  file: SourceFile,
  findings: readonly Finding[],
  settings: LintSettings,
  at: number,
): void {
  const { text } = file;
  const places = [at % (text.length + 1), ...findings.slice(0, 3).map(({ range }) => range.start)];
  for (const place of places) {
    const explained = hover(file, place, settings);
    if (explained) demandRange(explained.range, text, 'hover');
    for (const { range } of complete(file, place, settings).items) demandRange(range, text, 'completion');
  }
  for (const { offset } of inlayHints(file, { start: 0, end: text.length }, settings))
    demandRange({ start: offset, end: offset }, text, 'inlay hint');
  for (const finding of findings) {
    for (const action of actionsFor(finding, file, linter.rules, { hasComments: true }))
      if (action.kind === 'edit') applied(action.edits, text, action.title);
  }
}

function guarded<Result>(what: string, text: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Broken) throw error;
    throw new Broken(`cannot be ${what}: ${String((error as Error).stack)}`, text, { cause: error });
  }
}

function show(findings: readonly Finding[]): string {
  return findings
    .map(({ rule, range, message }) => `${range.start}–${range.end} ${rule} ${message}`)
    .join('\n');
}
