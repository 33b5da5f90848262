import { type PrintedPart, type PrintedResource, partAt } from '../kustomize/printedResource.ts';
import { readValueTree } from '../kustomize/readValueTree.ts';
import type { BuiltResource } from '../kustomize/resourceIds.ts';
import {
  fieldOf,
  type ScalarValue,
  type Value,
  type ValuePath,
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
    const change = elsewhere || companion ? undefined : removalIn(printed, edits) ?? textIn(printed, edits);
    return change ? [{ ...fix, rule, ...change }] : [];
  });
}

type Change = Pick<BuiltFix, 'at' | 'text'>;

/** An edit that removes an entry and nothing else. */
function removalIn({ text, parts }: PrintedResource, edits: readonly TextEdit[]): Change | undefined {
  const [edit, ...others] = edits;
  if (!edit || edit.newText !== '' || others.length > 0) return undefined;
  const removed = text.slice(edit.range.start, edit.range.end);
  const start = edit.range.end - removed.trimStart().length;
  const end = edit.range.start + removed.trimEnd().length;
  const part = parts.findLast(({ key, whole }) => key && whole.start === start && whole.end === end);
  return part?.value.kind === 'scalar' ? { at: part.value.at, text: undefined } : undefined;
}

/** Edits inside of one scalar that make a string of it. */
function textIn(printed: PrintedResource, edits: readonly TextEdit[]): Change | undefined {
  const part = edits[0] && partAt(printed, edits[0].range.start);
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

function valueStart({ text }: PrintedResource, { key, whole }: PrintedPart): number {
  return key ? key.end + 2 : whole.start + text.slice(whole.start, whole.end).search(/\S/);
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
  /** Whether a place is one that a kustomization writes into every resource, whether it has a use for it or not. */
  isForAll(at: WrittenAt): boolean;
}

/**
 * A fix of a built resource as an edit of the file that wrote the value. Undefined unless all sums, built once more, then have
 * this one change where they had this finding with this fix, and no other change. It is a suggestion where that is not certain of
 * each sum.
 */
export function fixWritten(fix: BuiltFix, around: FixedFile): Fix | undefined {
  const { at, text, rule: _, ...kept } = fix;
  const edit = at.file === around.path ? changeOfWritten(around.file, at, text) : undefined;
  if (!edit) return undefined;
  const after = SourceFile.read(applyEdits(around.file.text, [edit]), around.file);
  let isCertain = true;
  for (const sum of around.sums) {
    const effect = effectIn(sum, fix, around, after);
    if (effect === 'wrong') return undefined;
    if (effect === 'uncertain') isCertain = false;
  }
  return { ...kept, edits: [edit], safety: isCertain ? fix.safety : 'suggestion' };
}

function effectIn(
  { build, rebuild }: AppliedSum,
  fix: BuiltFix,
  { path, fixesIn, isForAll }: FixedFile,
  after: SourceFile,
): 'right' | 'uncertain' | 'wrong' {
  if (build?.kind !== 'built') return 'uncertain';
  const rebuilt = rebuild(path, after);
  if (rebuilt?.kind !== 'built' || rebuilt.resources.length !== build.resources.length) return 'wrong';
  let effect: 'right' | 'uncertain' = 'right';
  for (const [index, resource] of build.resources.entries()) {
    const changed = changedPaths(resource.value, rebuilt.resources[index]?.value, fix, []);
    if (!changed) return 'wrong';
    const isWanted = fixesIn(resource).some((other) => isSame(other, fix));
    if (isWanted && changed.length === 0) return 'wrong';
    if (isWanted || changed.length === 0) continue;
    if (!isForAll(fix.at) || changed.some((keys) => keys[0] !== 'metadata')) return 'wrong';
    // Whether something reads it there is not known.
    effect = 'uncertain';
  }
  return effect;
}

function isSame(a: BuiltFix, b: BuiltFix): boolean {
  return a.rule === b.rule && a.title === b.title && a.text === b.text && isSamePlace(a.at, b.at);
}

/** The paths to what a fix changed; undefined if anything else is not as it was. */
function changedPaths(
  before: Value,
  after: Value | undefined,
  fix: BuiltFix,
  path: ValuePath,
): ValuePath[] | undefined {
  if (before === after) return [];
  if (before.kind === 'scalar' && isSamePlace(before.at, fix.at)) {
    if (fix.text === undefined) return after ? undefined : [path];
    return isString(after) && after.text === fix.text ? [path] : undefined;
  }
  switch (before.kind) {
    case 'unknown':
      return after?.kind === 'unknown' ? [] : undefined;
    case 'scalar':
      return after?.kind === 'scalar' && after.type === before.type && after.text === before.text
        ? []
        : undefined;
    case 'list':
      return after?.kind === 'list' && after.items.length === before.items.length
        ? joined(before.items.map((item, index) => changedPaths(item, after.items[index], fix, [...path, index])))
        : undefined;
    case 'map': {
      if (after?.kind !== 'map' || after.isOpen !== before.isOpen) return undefined;
      if (Object.keys(after.entries).some((key) => !fieldOf(before, key))) return undefined;
      const entries = Object.entries(before.entries);
      return joined(entries.map(([key, value]) => changedPaths(value, fieldOf(after, key), fix, [...path, key])));
    }
  }
}

function joined(parts: readonly (ValuePath[] | undefined)[]): ValuePath[] | undefined {
  const found: ValuePath[] = [];
  for (const part of parts) {
    if (!part) return undefined;
    found.push(...part);
  }
  return found;
}
