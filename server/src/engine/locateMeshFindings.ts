import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { areEqual } from '../facts/freeze.ts';
import { type FieldPlace, locateField } from '../facts/locateField.ts';
import { readFacts } from '../facts/readFacts.ts';
import type { FieldPath, ResourceFacts } from '../facts/resourceFacts.ts';
import type { AppliedResource } from '../mesh/appliedResource.ts';
import { shiftEdit, type TextEdit } from '../text/edit.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { shiftRange, type TextRange } from '../text/range.ts';
import { fieldEdit } from './fieldEdit.ts';
import type { FileEdits, Finding, Fix, PlaceElsewhere, RelatedInformation } from './finding.ts';
import type { MeshFinding } from './meshLinter.ts';
import type { FieldFix, RelatedField } from './meshRule.ts';
import type { PlacedDocument, SourceFile } from './sourceFile.ts';

/** Gets the present state of a file; undefined if it cannot be read. */
export type FileLookup = (uri: string) => SourceFile | undefined;

/**
 * Converts mesh findings to findings of their file, in the order of its text. A resource in several manifest sets may
 * have the same finding in each of them, which is then reported once.
 */
export function locateMeshFindings(findings: readonly MeshFinding[], fileOf: FileLookup): Finding[] {
  const located = new Map<string, Finding>();
  for (const finding of findings) {
    const found = locate(finding, fileOf);
    if (!found) continue;
    const identity = `${found.rule} ${found.range.start} ${found.range.end} ${found.message}`;
    if (!located.has(identity)) located.set(identity, found);
  }
  return [...located.values()];
}

/** The URIs of all files that must be read to find the ranges of findings and related places. */
export function filesNeeded(findings: readonly MeshFinding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ resource, related = [], fixes = [] }) => [
      resource.uri,
      ...related.map((field) => field.resource.uri),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.resource.uri)),
    ]),
  );
}

function locate(finding: MeshFinding, fileOf: FileLookup): Finding | undefined {
  const { rule, severity, resource, at, part = 'value', message, related = [], fixes = [] } = finding;
  const place = locateIn(fileOf(resource.uri), resource, at);
  if (!place) return undefined;
  const { key, value } = place.field;
  const isHere = (field: RelatedField) => field.resource.uri === resource.uri;
  const elsewhere = related
    .filter((field) => !isHere(field))
    .flatMap((field) => locateElsewhere(field, fileOf) ?? []);
  return {
    rule,
    severity,
    range: shiftRange((part === 'key' ? key : undefined) ?? value, place.offset),
    message,
    fixes: fixes.flatMap((fix) => locateFix(fix, resource.uri, fileOf) ?? []),
    related: related.filter(isHere).flatMap((field) => locateRelated(field, fileOf) ?? []),
    ...(elsewhere.length > 0 ? { relatedElsewhere: elsewhere } : {}),
    isUnnecessary: false,
  };
}

function locateRelated(
  { resource, at, message }: RelatedField,
  fileOf: FileLookup,
): RelatedInformation | undefined {
  const place = locateIn(fileOf(resource.uri), resource, at);
  return place && { range: shiftRange(place.field.key ?? place.field.value, place.offset), message };
}

function locateElsewhere(
  field: RelatedField,
  fileOf: FileLookup,
): (PlaceElsewhere & Pick<RelatedInformation, 'message'>) | undefined {
  const { uri } = field.resource;
  const [file, found] = [fileOf(uri), locateRelated(field, fileOf)];
  return file && found && { uri, ...positionsIn(file, found.range), message: found.message };
}

/** Undefined if one of its edits cannot be made. */
function locateFix(
  { title, edits, isPreferred }: FieldFix,
  ownUri: string,
  fileOf: FileLookup,
): Fix | undefined {
  const byFile = new Map<string, TextEdit[]>([[ownUri, []]]);
  for (const { resource, at, change } of edits) {
    const place = locateIn(fileOf(resource.uri), resource, at);
    const edit = place && fieldEdit(place.document, place.field, change);
    if (!edit) return undefined;
    byFile.set(resource.uri, [...(byFile.get(resource.uri) ?? []), shiftEdit(edit, place.offset)]);
  }
  const own = byFile.get(ownUri) ?? [];
  byFile.delete(ownUri);
  const elsewhere = [...byFile].flatMap(([uri, others]) => editsElsewhere(uri, others, fileOf) ?? []);
  return {
    title,
    safety: 'suggestion',
    isPreferred,
    edits: own,
    ...(elsewhere.length > 0 ? { elsewhere } : {}),
  };
}

function editsElsewhere(uri: string, edits: readonly TextEdit[], fileOf: FileLookup): FileEdits | undefined {
  const file = fileOf(uri);
  return (
    file && { uri, edits: edits.map(({ range, newText }) => ({ ...positionsIn(file, range), newText })) }
  );
}

/** Where a field of a resource is written in its file; undefined if it is not written there. */
export function placeOfField(
  file: SourceFile,
  resource: AppliedResource,
  path: FieldPath,
): PlaceElsewhere | undefined {
  const place = locateIn(file, resource, path);
  if (!place || place.field.missing.length > 0) return undefined;
  return { uri: resource.uri, ...positionsIn(file, shiftRange(place.field.value, place.offset)) };
}

function positionsIn(file: SourceFile, { start, end }: TextRange): Omit<PlaceElsewhere, 'uri'> {
  const lines = linesOf(file);
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

const linesOf = memoizeByObject((file: SourceFile) => new LineIndex(file.text));

/** A field in a file. */
interface PlacedField extends PlacedDocument {
  readonly field: FieldPlace;
}

function locateIn(
  file: SourceFile | undefined,
  resource: AppliedResource,
  path: FieldPath,
): PlacedField | undefined {
  const found = file && findResource(file, resource.written);
  const field = found && locateField(found.document, found.number, path);
  return field && { document: found.document, offset: found.offset, field };
}

/** A resource in a file: its document, and its number there. */
interface PlacedResource extends PlacedDocument {
  readonly number: number;
  readonly facts: ResourceFacts;
}

/** The document of a file that holds a resource with these facts, and its number there. */
function findResource(file: SourceFile, facts: ResourceFacts): PlacedResource | undefined {
  return resourcesByName(file)
    .get(nameOf(facts))
    ?.find((resource) => areEqual(resource.facts, facts));
}

/** A file may hold thousands of resources with a finding each. */
const resourcesByName = memoizeByObject((file: SourceFile): ReadonlyMap<string, PlacedResource[]> => {
  const byName = new Map<string, PlacedResource[]>();
  for (const { document, offset } of file.documents)
    for (const [number, { facts }] of readFacts(document).entries()) {
      const others = byName.get(nameOf(facts));
      const resource = { document, offset, number, facts };
      if (others) others.push(resource);
      else byName.set(nameOf(facts), [resource]);
    }
  return byName;
});

function nameOf({ id: { kind, namespace, name } }: ResourceFacts): string {
  return [kind, namespace, name].map(String).join('/');
}
