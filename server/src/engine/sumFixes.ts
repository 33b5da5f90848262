import { type PrintedResource, valueStart } from '../kustomize/printedResource.ts';
import { readValueTree } from '../kustomize/readValueTree.ts';
import type { BuiltResource } from '../kustomize/resourceIds.ts';
import {
  fieldOf,
  isUncertainAt,
  type ScalarValue,
  type Value,
  type WrittenAt,
} from '../kustomize/valueTree.ts';
import { applyEdits, shiftEdit, type TextEdit } from '../text/edit.ts';
import { YamlDocument } from '../yaml/document.ts';
import type { AppliedSum } from './appliedSums.ts';
import type { Finding, Fix } from './finding.ts';
import { SourceFile } from './sourceFile.ts';
import { changeOfWritten, isSamePlace } from './writtenValues.ts';

/** A fix in a built resource that only writes another text into one value, or removes its key. */
export interface BuiltFix extends Omit<Fix, 'edits' | 'elsewhere' | 'companion'> {
  readonly rule: string;
  /** The value. */
  readonly at: WrittenAt;
  /** The string to write; undefined removes the key. */
  readonly text: string | undefined;
}

/** The fixes of a finding in a printed resource that are as simple as that. */
export function builtFixes(printed: PrintedResource, { rule, fixes }: Finding): BuiltFix[] {
  return fixes.flatMap(({ edits, elsewhere, companion, ...fix }): BuiltFix[] => {
    const change = elsewhere || companion ? undefined : (removalIn(printed, edits) ?? textIn(printed, edits));
    return change ? [{ ...fix, rule, ...change }] : [];
  });
}

type Change = Pick<BuiltFix, 'at' | 'text'>;

/** An edit that removes an entry and nothing else. */
function removalIn({ text, parts }: PrintedResource, edits: readonly TextEdit[]): Change | undefined {
  const [edit, ...others] = edits;
  if (edit?.newText !== '' || others.length > 0) return undefined;
  const removed = text.slice(edit.range.start, edit.range.end);
  const start = edit.range.end - removed.trimStart().length;
  const end = edit.range.start + removed.trimEnd().length;
  const part = parts.findLast(({ key, whole }) => key && whole.start === start && whole.end === end);
  return part?.value.kind === 'scalar' ? { at: part.value.at, text: undefined } : undefined;
}

/** Edits inside of one scalar that make a string of it. */
function textIn(printed: PrintedResource, edits: readonly TextEdit[]): Change | undefined {
  const at = edits[0]?.range.start ?? -1;
  const part = printed.parts.findLast(({ whole }) => whole.start <= at);
  if (part?.value.kind !== 'scalar') return undefined;
  const from = valueStart(printed, part);
  if (edits.some(({ range }) => range.start < from || range.end > part.whole.end)) return undefined;
  const shifted = edits.map((edit) => shiftEdit(edit, -from));
  const document = new YamlDocument(`v: ${applyEdits(printed.text.slice(from, part.whole.end), shifted)}\n`);
  const value = fieldOf(
    readValueTree(document, (path) => ({ file: '', document: 0, path })),
    'v',
  );
  return value && isString(value) ? { at: part.value.at, text: value.text } : undefined;
}

function isString(value: Value | undefined): value is ScalarValue {
  return value?.kind === 'scalar' && value.type === 'string';
}

/** A file with all sums that it has a part in. */
export interface FixedFile {
  readonly path: string;
  readonly file: SourceFile;
  readonly sums: readonly AppliedSum[];
  /** The fixes of the findings in a built resource. */
  fixesIn(resource: BuiltResource): readonly BuiltFix[];
}

/**
 * A fix of a built resource as an edit of the file that wrote the value. Undefined unless all sums, built once more, then have
 * this one change where they had this finding with this fix, and no other change. It is a suggestion where that is not certain of
 * each sum.
 */
export function fixWritten(fix: BuiltFix, resource: Value, around: FixedFile): Fix | undefined {
  const { at, text, rule: _, ...kept } = fix;
  const edit = at.file === around.path ? changeOfWritten(around.file, at, text) : undefined;
  if (!edit) return undefined;
  const after = SourceFile.read(applyEdits(around.file.text, [edit]), around.file);
  const keys = keysTo(resource, at) ?? [];
  let isCertain = true;
  for (const sum of around.sums) {
    if (!isRightFor(sum, fix, around, after)) return undefined;
    if (!isCertainAt(sum, keys)) isCertain = false;
  }
  return { ...kept, edits: [edit], safety: isCertain ? fix.safety : 'suggestion' };
}

/** Whether a sum has nothing but the change, and that where it has the finding, as far as the sum is known. */
function isRightFor(
  { build, rebuild }: AppliedSum,
  fix: BuiltFix,
  { path, fixesIn }: FixedFile,
  after: SourceFile,
): boolean {
  if (build?.kind !== 'built') return true;
  const rebuilt = rebuild(path, after);
  if (rebuilt?.kind !== 'built' || rebuilt.resources.length !== build.resources.length) return false;
  return build.resources.every((resource, index) => {
    const change = changeBetween(resource.value, rebuilt.resources[index]?.value, fix);
    const isWanted = fixesIn(resource).some((other) => isSame(other, fix));
    return change === (isWanted ? 'fixed' : 'none');
  });
}

function isCertainAt({ build }: AppliedSum, keys: readonly string[]): boolean {
  return build?.kind === 'built' && !build.resources.some(({ value }) => isUncertainAt(value, keys));
}

/** The keys that lead to a value, or to the list that it is in. */
function keysTo(value: Value, at: WrittenAt): readonly string[] | undefined {
  if (value.kind === 'list') return value.items.some((item) => keysTo(item, at)) ? [] : undefined;
  if (value.kind !== 'map') return isSamePlace(value.at, at) ? [] : undefined;
  for (const [key, entry] of Object.entries(value.entries)) {
    const keys = keysTo(entry, at);
    if (keys) return [key, ...keys];
  }
  return undefined;
}

function isSame(a: BuiltFix, b: BuiltFix): boolean {
  return a.rule === b.rule && a.title === b.title && a.text === b.text && isSamePlace(a.at, b.at);
}

/** What differs in a resource: what a fix changes, something else, or nothing. */
type Difference = 'fixed' | 'other' | 'none';

function changeBetween(before: Value, after: Value | undefined, fix: BuiltFix): Difference {
  if (before === after) return 'none';
  if (before.kind === 'scalar') return changeOfScalar(before, after, fix);
  if (before.kind === 'list' && after?.kind === 'list' && after.items.length === before.items.length)
    return together(before.items.map((item, index) => changeBetween(item, after.items[index], fix)));
  if (before.kind === 'map' && after?.kind === 'map' && after.isOpen === before.isOpen) {
    const isNew = (key: string) => !fieldOf(before, key);
    if (Object.keys(after.entries).some(isNew)) return 'other';
    const entries = Object.entries(before.entries);
    return together(entries.map(([key, value]) => changeBetween(value, fieldOf(after, key), fix)));
  }
  return before.kind === 'unknown' && after?.kind === 'unknown' ? 'none' : 'other';
}

function changeOfScalar(before: ScalarValue, after: Value | undefined, { at, text }: BuiltFix): Difference {
  if (isSamePlace(before.at, at)) {
    const isFixed = text === undefined ? !after : isString(after) && after.text === text;
    return isFixed ? 'fixed' : 'other';
  }
  const isSame = after?.kind === 'scalar' && after.type === before.type && after.text === before.text;
  return isSame ? 'none' : 'other';
}

function together(parts: readonly Difference[]): Difference {
  return (['other', 'fixed'] as const).find((part) => parts.includes(part)) ?? 'none';
}
