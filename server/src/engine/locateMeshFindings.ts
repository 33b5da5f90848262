import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { memoizeWeakly } from '../caching/memoizeWeakly.ts';
import { resourcesHeldBy } from '../facts/fileFacts.ts';
import { areEqual } from '../facts/freeze.ts';
import { type FieldPlace, locateField } from '../facts/locateField.ts';
import type { FieldPath, ResourceFacts } from '../facts/resourceFacts.ts';
import type { AppliedResource } from '../mesh/appliedResource.ts';
import { KUSTOMIZATION_FILES } from '../mesh/filePlacements.ts';
import { shiftEdit, type TextEdit } from '../text/edit.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { shiftRange, type TextRange } from '../text/range.ts';
import { appendEntry } from '../yaml/edit/entryEdits.ts';
import { isMap, isScalar } from '../yaml/nodes.ts';
import { fieldEdit } from './fieldEdit.ts';
import type { FileEdits, Finding, Fix, PlaceElsewhere, RelatedInformation } from './finding.ts';
import type { MeshFinding } from './meshLinter.ts';

import type { FieldFix, KustomizeConfiguration, RelatedField } from './meshRule.ts';
import type { PlacedDocument } from './passingDocument.ts';
import type { SourceFile } from './sourceFile.ts';

/** Gets the present state of a file; undefined if it cannot be read. */
export type FileLookup = (uri: string) => SourceFile | undefined;

/** The URI of a path below the repository's root. */
type UriOf = (path: string) => string;

/**
 * Converts mesh findings to findings of their file, in the order of its text. A resource in several manifest sets may
 * have the same finding in each of them, which is then reported once.
 */
export function locateMeshFindings(
  findings: readonly MeshFinding[],
  fileOf: FileLookup,
  uriOf: UriOf,
): Finding[] {
  const located = new Map<string, Finding>();
  for (const finding of findings) {
    const found = locate(finding, fileOf, uriOf);
    if (!found) continue;
    const identity = `${found.rule} ${found.range.start} ${found.range.end} ${found.message}`;
    if (!located.has(identity)) located.set(identity, found);
  }
  return [...located.values()];
}

/** The URIs of all files that must be read to find the ranges of findings and related places. */
export function filesNeeded(findings: readonly MeshFinding[], uriOf: UriOf): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ resource, related = [], fixes = [] }) => [
      resource.uri,
      ...related.map((field) => field.resource.uri),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.resource.uri)),
      ...fixes.flatMap(({ configuration }) =>
        configuration ? configurationFiles(configuration, uriOf) : [],
      ),
    ]),
  );
}

function locate(finding: MeshFinding, fileOf: FileLookup, uriOf: UriOf): Finding | undefined {
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
    fixes: fixes.flatMap((fix) => locateFix(fix, resource.uri, fileOf, uriOf) ?? []),
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
  { title, edits, isPreferred, configuration }: FieldFix,
  ownUri: string,
  fileOf: FileLookup,
  uriOf: UriOf,
): Fix | undefined {
  const byFile = new Map<string, TextEdit[]>();
  for (const { resource, at, change } of edits) {
    const place = locateIn(fileOf(resource.uri), resource, at);
    const edit = place && fieldEdit(place.document, place.field, change);
    if (!edit) return undefined;
    byFile.set(resource.uri, [...(byFile.get(resource.uri) ?? []), shiftEdit(edit, place.offset)]);
  }
  const own = byFile.get(ownUri) ?? [];
  byFile.delete(ownUri);
  const elsewhere = [...byFile].flatMap(([uri, others]) => editsElsewhere(uri, others, fileOf) ?? []);
  const written = configuration && addConfiguration(configuration, fileOf, uriOf);
  if (configuration && !written) return undefined;
  elsewhere.push(...(written ?? []));
  return {
    title,
    safety: 'suggestion',
    isPreferred,
    edits: own,
    ...(elsewhere.length > 0 ? { elsewhere } : {}),
  };
}

/** The folders for a file of configuration, each ending in a slash, the best one first. */
function configurationFolders({ beside, root }: KustomizeConfiguration, uriOf: UriOf): string[] {
  const near = new Set(beside.map((uri) => uri.slice(0, uri.lastIndexOf('/') + 1)));
  const rootUri = uriOf(root).replace(/(?<=[^/])$/, '/');
  return near.size === 1 ? [...near, rootUri] : [rootUri];
}

function configurationFiles(configuration: KustomizeConfiguration, uriOf: UriOf): string[] {
  return configurationFolders(configuration, uriOf).flatMap((folder) =>
    [...KUSTOMIZATION_FILES, configuration.name].map((name) => folder + name),
  );
}

function addConfiguration(
  configuration: KustomizeConfiguration,
  fileOf: FileLookup,
  uriOf: UriOf,
): readonly FileEdits[] | undefined {
  const { name, text } = configuration;
  for (const folder of configurationFolders(configuration, uriOf)) {
    const uri = KUSTOMIZATION_FILES.map((file) => folder + file).find((candidate) => fileOf(candidate));
    const file = uri === undefined ? undefined : fileOf(uri);
    const [placed] = file?.documents ?? [];
    const [root] = placed?.document.roots ?? [];
    if (uri === undefined || !file || !placed || !isMap(root)) continue;
    const { document, offset } = placed;
    const block = `configurations:${document.lineBreak}  - ${name}`;
    const edit = appendEntry(document, root, { block, flow: `"configurations": [${JSON.stringify(name)}]` });
    if (!edit || fileOf(folder + name)) return undefined;
    const start = { line: 0, character: 0 };
    return [
      placeEdits(uri, file, [shiftEdit(edit, offset)]),
      { uri: folder + name, isNew: true, edits: [{ start, end: start, newText: text }] },
    ];
  }
  return undefined;
}

function editsElsewhere(uri: string, edits: readonly TextEdit[], fileOf: FileLookup): FileEdits | undefined {
  const file = fileOf(uri);
  return file && placeEdits(uri, file, edits);
}

/** Edits of a file with their lines. */
export function placeEdits(uri: string, file: SourceFile, edits: readonly TextEdit[]): FileEdits {
  return { uri, edits: edits.map(({ range, newText }) => ({ ...positionsIn(file, range), newText })) };
}

/**
 * The edit of a file that writes another text into a field of a resource; undefined where it is not written there for
 * certain.
 */
export function rewriteField(
  file: SourceFile,
  resource: AppliedResource,
  path: FieldPath,
  change: (value: string) => string,
): TextEdit | undefined {
  const place = locateIn(file, resource, path);
  const node = place?.field.node;
  if (!place || !isScalar(node)) return undefined;
  const edit = fieldEdit(place.document, place.field, { kind: 'set', value: change(node.value) });
  return edit && shiftEdit(edit, place.offset);
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

/** A range of a file by lines. */
export function positionsIn(file: SourceFile, { start, end }: TextRange): Omit<PlaceElsewhere, 'uri'> {
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
  if (!found) return undefined;
  const { document, offset } = found.placed;
  const field = locateField(document, found.number, path);
  return field && { document, offset, field };
}

/** A resource in a file: its document, and its number there. */
interface PlacedResource {
  readonly placed: PlacedDocument;
  readonly number: number;
  readonly facts: ResourceFacts;
}

/** The document of a file that holds a resource with these facts, and its number there. */
function findResource(file: SourceFile, facts: ResourceFacts): PlacedResource | undefined {
  const known = foundIn(file);
  const found =
    known.get(facts) ??
    resourcesByName(file)
      .get(nameOf(facts))
      ?.find((resource) => areEqual(resource.facts, facts));
  if (found) known.set(facts, found);
  return found;
}

/** What was found: a resource may have a finding for each other one, and facts of thousands of values to compare. */
const foundIn = memoizeByObject((_: SourceFile) => new WeakMap<ResourceFacts, PlacedResource>());

/** A file may hold thousands of resources with a finding each. */
const resourcesByName = memoizeByObject((file: SourceFile): ReadonlyMap<string, PlacedResource[]> => {
  const byName = new Map<string, PlacedResource[]>();
  for (const placed of file.documents)
    for (const [number, facts] of resourcesHeldBy(placed).entries()) {
      const name = nameOf(facts);
      const others = byName.get(name);
      const resource = { placed, number, facts };
      if (others) others.push(resource);
      else byName.set(name, [resource]);
    }
  return byName;
});

/** Cached, because each edit of a file with a finding lists all resources of the file anew. */
const nameOf = memoizeWeakly(({ id: { kind, namespace, name } }: ResourceFacts) =>
  [kind, namespace, name].map(String).join('/'),
);
