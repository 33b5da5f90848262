import * as l10n from '@vscode/l10n';
import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { memoizePairs, memoizeWeakly } from '../caching/memoizeWeakly.ts';
import { areEqual } from '../facts/freeze.ts';
import type { Build, Built } from '../kustomize/applyKustomization.ts';
import { type PrintedResource, partAt, printResource, valueStart } from '../kustomize/printedResource.ts';
import type { Path } from '../kustomize/repositoryPath.ts';
import { type BuiltResource, identityOf as identityOfResource, isBuiltIn } from '../kustomize/resourceIds.ts';
import {
  fieldOf,
  type ScalarValue,
  startsWithPath,
  type Value,
  type ValuePath,
  type WrittenAt,
} from '../kustomize/valueTree.ts';
import { mayConcernLinkerd } from '../linkerd/prefilter.ts';
import { isKustomization } from '../mesh/filePlacements.ts';
import { overlaps, shiftRange, type TextRange } from '../text/range.ts';
import { pathBelow } from '../workspace/fileHost.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { AppliedSum, AppliedSums } from './appliedSums.ts';
import { endOfFirstLine } from './buildLinter.ts';
import type { Finding, Fix, RelatedInformation } from './finding.ts';
import type { LintSettings } from './lintDocument.ts';
import type { Linter } from './linter.ts';
import { positionsIn } from './locateMeshFindings.ts';
import type { PlacedDocument } from './passingDocument.ts';
import { SourceFile } from './sourceFile.ts';
import { type BuiltFix, builtFixes, type FixedFile, fixWritten } from './sumFixes.ts';
import { contributors, type RelatedValue, relatedValues } from './sumRelated.ts';
import { Turns } from './turns.ts';
import { rangeOfWritten, writtenValueAt } from './writtenValues.ts';

/** What the sums say that a file has a part in. */
export interface SumFindings {
  /** Findings in the sums that the file does not have by itself, at the places in it that made them. */
  readonly added: readonly Finding[];
  /** The findings that the file has by itself and that at least one of them has. */
  readonly kept: readonly Finding[];
  /** Whether there are so many sums, or so large ones, that a keystroke cannot wait for all of them. */
  readonly isOfMany: boolean;
  /** How many values all builds together have looked at or copied: about 2,000 in a millisecond. */
  readonly steps: number;
  /** Whether a finding that the file has by itself is in none of them. */
  isRepaired(finding: Finding, file: SourceFile): boolean;
}

/** A finding in a built resource, at the value that it is about. */
interface BuiltFinding {
  readonly finding: Finding;
  readonly at: WrittenAt;
  readonly isAtKey: boolean;
  /** Whether it is where Linkerd reads: not in the metadata of the object itself, but of a Namespace. */
  readonly isOfUse: boolean;
  /** The text that it is about, with its offset in the value as it is printed. */
  readonly part: TextRange;
  readonly printed: string;
  readonly resource: Value;
  readonly fixes: readonly BuiltFix[];
  readonly related: readonly RelatedValue[];
}

/** Builds that show what fixes in one file come to. */
const MOST_REBUILDS = 1_000;

/** Sums that are built at each keystroke; one takes up to half a millisecond. */
const MOST_AT_ONCE = 8;

/** Values that builds look at or copy at each keystroke, in about 25 ms. One kustomization with 1,000 patches took 400 ms. */
const MOST_STEPS_AT_ONCE = 50_000;

/** Related places of a finding. */
const MOST_RELATED = 4;

/** Texts whose findings are kept. */
const MOST_TEXTS = 2_000;

/** The numbers of the documents that wrote parts of a value, by file. */
type WrittenBy = ReadonlyMap<Path, ReadonlySet<number>>;

/** What was found with some settings. */
interface Judged<Found> {
  readonly settings: LintSettings;
  readonly found: Found;
}

/** The one for the sums of a repository, with all that it knows already. */
export const sumLinterOf = memoizePairs((sums: AppliedSums, linter: Linter) => new SumLinter(sums, linter));

/** Finds what is wrong in what kustomizations apply, as far as a file has a part in it. */
export class SumLinter {
  readonly #sums: AppliedSums;
  readonly #linter: Linter;
  readonly #rulesAboutText: ReadonlySet<string>;
  /** By resources, which are values that never change. */
  readonly #results = new WeakMap<Value, Judged<readonly BuiltFinding[]>>();
  readonly #byText = new Map<string, Judged<readonly Finding[]>>();

  constructor(sums: AppliedSums, linter: Linter) {
    this.#sums = sums;
    this.#linter = linter;
    this.#rulesAboutText = new Set(linter.rules.filter((rule) => rule.isAboutText).map(({ id }) => id));
  }

  /** What is said of a file as it is here; undefined if no kustomization uses it. Never rejects. */
  async findings(uri: string, file: SourceFile, settings: LintSettings): Promise<SumFindings | undefined> {
    const path = pathBelow(this.#sums.root, uri) ?? '';
    const sums = await this.#sums.of(uri);
    if (sums.length === 0) return undefined;
    const turns = new Turns();
    for (const { build } of sums) await this.#judge(build, path, settings, turns);
    const own = this.#linter.lintUnsuppressed(file, settings).findings;
    const judged = new JudgedFile(this.#sums, path, file, sums, (resource) =>
      this.#resultOf(resource, settings),
    );
    const isAsWritten = this.#sums.isAppliedAsWritten(path);
    const isRepaired = (finding: Finding) =>
      !isAsWritten && !this.#rulesAboutText.has(finding.rule) && judged.isRepaired(finding);
    const gone = new Set(own.filter(isRepaired));
    const repaired = new Set([...gone].map((finding) => identityOf(finding, file)));
    const kept = own.filter((finding) => !gone.has(finding));
    const steps = sums.reduce((all, sum) => all + sum.steps, 0);
    return {
      added: judged.added(kept),
      kept,
      isOfMany: sums.length > MOST_AT_ONCE || steps > MOST_STEPS_AT_ONCE,
      steps,
      isRepaired: (finding, version) => repaired.size > 0 && repaired.has(identityOf(finding, version)),
    };
  }

  /**
   * Builds and lints what {@link findings} asks for, in short turns, so that it is quick then. Gives whether it came to the end: it
   * stops when it is not wanted any more.
   */
  async prepare(uri: string, settings: LintSettings, isWanted: () => boolean): Promise<boolean> {
    const path = pathBelow(this.#sums.root, uri) ?? '';
    const turns = new Turns();
    for await (const { build } of this.#sums.each(uri)) {
      await this.#judge(build, path, settings, turns);
      if (!isWanted()) return false;
    }
    return true;
  }

  /** Lints what a file has a part in: thousands of resources at once would keep all else waiting. */
  async #judge(build: Build, path: Path, settings: LintSettings, turns: Turns): Promise<void> {
    if (build?.kind === 'built')
      for (const resource of build.resources) {
        if (writtenBy(resource.value).has(path)) this.#resultOf(resource, settings);
        await turns.next();
      }
    await turns.next();
  }

  #resultOf(resource: BuiltResource, given: LintSettings): readonly BuiltFinding[] {
    const settings = sharedSettings(given);
    const known = this.#results.get(resource.value);
    if (known?.settings === settings) return known.found;
    const found = this.#lint(resource, settings);
    this.#results.set(resource.value, { settings, found });
    return found;
  }

  /** Whether a document that wrote a part of a resource may be about Linkerd; nothing else makes findings. */
  #mayConcernLinkerd({ value }: BuiltResource): boolean {
    return [...writtenBy(value)].some(([path, numbers]) => {
      const documents = this.#sums.documentsIn(path);
      return [...numbers].some((number) => !documents || concernsLinkerd(documents[number]));
    });
  }

  #lint(resource: BuiltResource, settings: LintSettings): readonly BuiltFinding[] {
    if (!this.#mayConcernLinkerd(resource)) return NONE;
    const { value } = resource;
    const identity = identityOfResource(value);
    const isNamespace = identity.kind === 'Namespace';
    const printed = printResource(value, isBuiltIn(identity) ? alike : undefined);
    const findings = this.#lintText(printed.text, settings);
    if (findings.some(hasNameAlike)) {
      const exact = printResource(value);
      return attributed(value, exact, this.#lintText(exact.text, settings), isNamespace);
    }
    return attributed(value, printed, findings, isNamespace);
  }

  /** The overlays of a base have the same but for names. */
  #lintText(text: string, settings: LintSettings): readonly Finding[] {
    const known = this.#byText.get(text);
    if (known?.settings === settings) return known.found;
    const { findings } = this.#linter.lintUnsuppressed(SourceFile.read(text), settings);
    if (this.#byText.size === MOST_TEXTS) this.#byText.clear();
    this.#byText.set(text, { settings, found: findings });
    return findings;
  }
}

/** The findings in a printed resource with the values that they are about. */
function attributed(
  resource: Value,
  printed: PrintedResource,
  findings: readonly Finding[],
  isNamespace: boolean,
): BuiltFinding[] {
  return findings.flatMap((finding): BuiltFinding[] => {
    const part = partAt(printed, finding.range.start);
    if (!part) return [];
    const { key, whole } = part;
    const isAtKey = key !== undefined && finding.range.start < key.end;
    const from = valueStart(printed, part);
    return [
      {
        finding,
        at: part.value.at,
        isAtKey,
        isOfUse: isNamespace || !isOwnMetadata(printed, whole.start),
        part: shiftRange(finding.range, -from),
        printed: printed.text.slice(from, whole.end),
        resource,
        fixes: builtFixes(printed, finding),
        related: relatedValues(printed, finding),
      },
    ];
  });
}

/** Whether an offset is in the metadata of the object itself. */
function isOwnMetadata({ text, parts }: PrintedResource, offset: number): boolean {
  const outermost = parts.findLast(
    ({ whole: { start } }) => start <= offset && (start === 0 || text[start - 1] === '\n'),
  );
  return outermost?.key !== undefined && text.slice(outermost.key.start, outermost.key.end) === 'metadata';
}

/** Printed instead of names that kustomizations give. */
const ALIKE = 'any-kustomized-name';

/** What kustomizations write that tells the resources of one overlay from those of another. */
const NAMES = new Set<unknown>(['namespace', 'namePrefix', 'nameSuffix', 'labels', 'commonLabels']);

/** Names that rules look at. */
const REMARKABLE = /linkerd|kube-|cert-manager/;

/** Whether a finding or a fix says the name that is printed instead. */
function hasNameAlike({ message, fixes, related }: Finding): boolean {
  return [
    message,
    ...related.map((place) => place.message),
    ...fixes.flatMap(({ title, edits }) => [title, ...edits.map(({ newText }) => newText)]),
  ].some((text) => text.includes(ALIKE));
}

function alike({ at: { file, path }, text }: ScalarValue): string | undefined {
  const isName = NAMES.has(path[0]) && isKustomization(file);
  return isName && !REMARKABLE.test(`${text} ${path.join(' ')}`) ? ALIKE : undefined;
}

const NONE: readonly BuiltFinding[] = [];

function concernsLinkerd(placed: PlacedDocument | undefined): boolean {
  return !placed || documentConcernsLinkerd(placed.document);
}

const documentConcernsLinkerd = memoizeByObject(({ text }: YamlDocument) => mayConcernLinkerd(text));

/** A file with the sums that it has a part in. */
class JudgedFile {
  readonly #all: AppliedSums;
  readonly #path: Path;
  readonly #file: SourceFile;
  readonly #sums: readonly AppliedSum[];
  readonly #resultOf: (resource: BuiltResource) => readonly BuiltFinding[];
  #rebuilds = 0;

  constructor(
    all: AppliedSums,
    path: Path,
    file: SourceFile,
    sums: readonly AppliedSum[],
    resultOf: (resource: BuiltResource) => readonly BuiltFinding[],
  ) {
    this.#all = all;
    this.#path = path;
    this.#file = file;
    this.#sums = sums;
    this.#resultOf = resultOf;
  }

  /** Whether a finding in a resource is certainly in no sum. */
  isRepaired({ rule, range }: Finding): boolean {
    const written = writtenValueAt(this.#file, range.start);
    // What an alias repeats is written in two places.
    if (!written || written.placed.document.mayHaveAliases) return false;
    const { placed, number, path } = written;
    return this.#sums.every(({ build, resourceFiles }) => {
      if (build?.kind !== 'built' || !resourceFiles.has(this.#path)) return false;
      if (build.resources.some(({ value }) => value.kind === 'unknown')) return false;
      const resource = build.resources.find(
        ({ value: { at } }) =>
          at.file === this.#path && at.document === number && startsWithPath(path, at.path),
      );
      if (!resource) return isInResource(placed, path);
      const isThere = this.#resultOf(resource).some(
        (other) => other.finding.rule === rule && this.#hasPlace(other, range),
      );
      return !isThere && isCertainlyGone(resource.value, path.slice(resource.value.at.path.length), path);
    });
  }

  #hasPlace(found: BuiltFinding, range: TextRange): boolean {
    const place = this.#placeOf(found);
    return place !== undefined && overlaps(place, range);
  }

  /**
   * What is in the sums, once for each place and rule, with the kustomizations named. Where the file has a finding by itself
   * that is in them, that one says enough.
   */
  added(own: readonly Finding[]): Finding[] {
    const byPlace = new Map<string, AddedFinding>();
    for (const sum of this.#sums) {
      const { name, build } = sum;
      if (build?.kind !== 'built') continue;
      for (const found of this.#foundIn(build)) {
        const range = this.#placeOf(found);
        const { rule } = found.finding;
        if (!range || own.some((other) => overlaps(other.range, range))) continue;
        const identity = `${rule} ${range.start} ${range.end}`;
        const known = byPlace.get(identity) ?? { found, range, names: new Set(), related: [] };
        byPlace.set(identity, known);
        known.names.add(name);
        known.related.push(...found.related, ...contributors(sum, found.resource, found.at));
      }
    }
    return [...byPlace.values()].map((added) => this.#located(added));
  }

  #located({ found, range, names, related }: AddedFinding): Finding {
    const find = () => this.#fixesOf(found);
    let fixes: readonly Fix[] | undefined;
    return {
      ...found.finding,
      range,
      message: messageOf(found.finding.message, [...names]),
      // Each takes a build, and most findings are shown without them.
      get fixes() {
        fixes ??= find();
        return fixes;
      },
      ...this.#placesOf(related, range),
      advice: undefined,
    };
  }

  #fixesOf({ fixes, resource }: BuiltFinding): readonly Fix[] {
    if (this.#all.isAppliedAsWritten(this.#path)) return [];
    return fixes.flatMap((fix) => {
      this.#rebuilds += this.#sums.length;
      return (this.#rebuilds <= MOST_REBUILDS && fixWritten(fix, resource, this.#fixed)) || [];
    });
  }

  get #fixed(): FixedFile {
    return {
      path: this.#path,
      file: this.#file,
      sums: this.#sums,
      fixesIn: (resource) => this.#resultOf(resource).flatMap(({ fixes }) => fixes),
    };
  }

  #placesOf(
    values: readonly RelatedValue[],
    range: TextRange,
  ): Pick<Finding, 'related' | 'relatedElsewhere'> {
    const related: RelatedInformation[] = [];
    const relatedElsewhere: NonNullable<Finding['relatedElsewhere']>[number][] = [];
    const known = new Set<string>();
    for (const { at, isAtKey, message } of values) {
      if (related.length + relatedElsewhere.length === MOST_RELATED) break;
      const isHere = at.file === this.#path;
      const file = isHere ? this.#file : this.#all.fileIn(at.file);
      const place = file && rangeOfWritten(file, at);
      if (!place) continue;
      const { start, end } = (isAtKey && place.key) || place.value;
      const line = { start, end: endOfFirstLine(file.text, start, end) };
      // What the rule itself says of a place comes first.
      if (known.size === known.add(`${at.file} ${start}`).size) continue;
      if (!isHere)
        relatedElsewhere.push({ uri: this.#all.uriOf(at.file), ...positionsIn(file, line), message });
      else if (!overlaps(line, range)) related.push({ range: line, message });
    }
    return { related, relatedElsewhere };
  }

  #foundIn(build: Built): BuiltFinding[] {
    return writtenIn(build, this.#path)
      .flatMap((resource) => this.#resultOf(resource))
      .filter(({ at, isOfUse }) => isOfUse || !isForAll(at));
  }

  #placeOf({ at, isAtKey, part, printed }: BuiltFinding): TextRange | undefined {
    const place = at.file === this.#path ? rangeOfWritten(this.#file, at) : undefined;
    if (!place) return undefined;
    const { key, value } = place;
    if (isAtKey && key) return key;
    const isExact = !isAtKey && place.source === printed;
    return isExact ? shiftRange(part, value.start) : value;
  }
}

/** A finding that a file does not have by itself, with what the sums say of it. */
interface AddedFinding {
  /** As it is in the first sum. */
  readonly found: BuiltFinding;
  readonly range: TextRange;
  /** Of the sums. */
  readonly names: Set<string>;
  readonly related: RelatedValue[];
}

/** What a kustomization, Flux or Argo CD writes to all resources, whether they have a use for it or not. */
function isForAll({ file, path }: WrittenAt): boolean {
  return isKustomization(file)
    ? !String(path[0]).startsWith('patches')
    : path.some((step) => FOR_ALL.has(step));
}

const FOR_ALL = new Set<unknown>(['commonMetadata', 'commonAnnotations', 'commonLabels']);

/** Whether a path in a document leads into a resource: the document's own, or an item of a list. */
function isInResource({ document }: PlacedDocument, path: ValuePath): boolean {
  const isList = /^kind: *["']?\w*List\b/m.test(document.text);
  return !isList || (path[0] === 'items' && path.length > 2);
}

/**
 * Whether a value is certainly not what it is where it is written. A finding in one that is as it was depends on others; all of
 * these have to be certain.
 */
function isCertainlyGone(resource: Value, path: ValuePath, written: ValuePath): boolean {
  let here: Value | undefined = resource;
  for (const step of path) {
    if (here?.kind === 'unknown') return false;
    const next: Value | undefined =
      typeof step === 'number' ? (here?.kind === 'list' ? here.items[step] : undefined) : fieldOf(here, step);
    if (!next) return here?.kind !== 'map' || !here.isOpen;
    here = next;
  }
  if (here?.kind === 'unknown') return false;
  const isSame = here && here.at.file === resource.at.file && areEqual(here.at.path, written);
  return !isSame || isCertain(resource);
}

function isCertain(value: Value): boolean {
  if (value.kind === 'map') return !value.isOpen && Object.values(value.entries).every(isCertain);
  return value.kind === 'list' ? value.items.every(isCertain) : value.kind === 'scalar';
}

/** The resources that a file has a part in. */
function writtenIn({ resources }: Built, path: Path): BuiltResource[] {
  return resources.filter(({ value }) => writtenBy(value).has(path));
}

const writtenBy = memoizeWeakly((value: Value): WrittenBy => {
  const found = new Map<Path, Set<number>>();
  const visit = (part: Value): void => {
    const { file, document } = part.at;
    const numbers = found.get(file);
    if (numbers) numbers.add(document);
    else found.set(file, new Set([document]));
    if (part.kind === 'list') for (const item of part.items) visit(item);
    else if (part.kind === 'map') for (const key in part.entries) visit(part.entries[key] as Value);
  };
  visit(value);
  return found;
});

/** The same for the same finding in another version of the file. */
function identityOf({ rule, range }: Finding, file: SourceFile): string {
  const written = writtenValueAt(file, range.start);
  return JSON.stringify([rule, written?.number, written?.path]);
}

function messageOf(message: string, names: readonly string[]): string {
  const [first = '', ...others] = names;
  return others.length === 0
    ? l10n.t('{0} (in {1})', message, first)
    : l10n.t('{0} (in {1} and {2} more)', message, first, String(others.length));
}

/** Settings without what concerns one file. */
const sharedSettings = memoizeWeakly(
  ({ environment, rules, mostFindings }: LintSettings): LintSettings => ({
    environment,
    rules,
    ...(mostFindings === undefined ? {} : { mostFindings }),
  }),
);
