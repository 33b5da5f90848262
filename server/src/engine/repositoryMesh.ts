import { type FileFacts, NO_FACTS, readFileFacts, UNREAD_FACTS } from '../facts/fileFacts.ts';
import { mayHaveFacts } from '../facts/readFacts.ts';
import { restoreFacts, storeFacts } from '../facts/storedFacts.ts';
import { isLinted, LARGEST_FILE } from '../kubernetes/fileKinds.ts';
import type { AppliedResource, Placement } from '../mesh/appliedResource.ts';
import { isKustomization } from '../mesh/filePlacements.ts';
import type { Mesh } from '../mesh/mesh.ts';
import type { FileUpdate, MeshModel } from '../mesh/meshModel.ts';
import {
  childUri,
  type FileResults,
  isSkippedPath,
  type ListingHost,
  pathBelow,
  type ReadRefusal,
} from '../workspace/fileHost.ts';
import { AppliedSums } from './appliedSums.ts';
import { type BuildFinding, type BuildLinter, locateBuildFindings } from './buildLinter.ts';
import type { Finding } from './finding.ts';
import { judgedKustomization } from './judgedKustomization.ts';
import type { LintSettings } from './lintDocument.ts';
import { filesNeeded, locateMeshFindings } from './locateMeshFindings.ts';
import { MESH_FILES } from './meshFiles.ts';
import type { MeshFinding, MeshLinter } from './meshLinter.ts';
import { SourceFile } from './sourceFile.ts';
import { Turns } from './turns.ts';

const NO_FILES: ReadonlySet<string> = new Set();

/** So many files change the mesh at once: joined together, the 5,000 of another branch make a keystroke wait for 0.2 s. */
const AT_ONCE = 200;

/** Why a file has no part in a mesh. */
export type UnreadReason = ReadRefusal | 'tooMany';

/**
 * The mesh that the files of one repository describe: those on the disk, and above them the open files, as they are
 * in the editor.
 */
export class RepositoryMesh {
  /** The URI of the repository's folder. */
  readonly root: string;
  /** What its kustomizations apply. */
  readonly sums: AppliedSums;
  readonly #host: ListingHost;
  readonly #linter: MeshLinter;
  readonly #buildLinter: BuildLinter;
  /** Files that count as they are here, by URI. */
  readonly #open = new Map<string, SourceFile>();
  readonly #unread = new Map<string, UnreadReason>();
  /** Ends with the last {@link refresh}. */
  #refreshed: Promise<unknown> = Promise.resolve();

  constructor(
    host: ListingHost,
    root: string,
    linter: MeshLinter,
    buildLinter: BuildLinter,
    sums = new AppliedSums(host, root),
  ) {
    this.sums = sums;
    this.#host = host;
    this.root = root;
    this.#linter = linter;
    this.#buildLinter = buildLinter;
  }

  /** Reads everything, in short turns. Where `signal` ends it, what was read by then does not count. Never rejects. */
  async scan(signal: AbortSignal): Promise<void> {
    const uris = await this.#host.listFiles(this.root, { ...MESH_FILES, signal });
    const facts = new Map<string, FileFacts | undefined>();
    const turns = new Turns();
    const results = this.#host.resultsBelow?.(this.root, 'facts');
    for (const uri of uris) {
      facts.set(uri, await this.#readKept(uri, results));
      if (signal.aborted) return;
      await turns.next();
    }
    results?.save();
    this.sums.list(uris);
    // What is beyond the limit may hold anything.
    if (uris.length === MESH_FILES.limit) {
      facts.set(childUri(this.root, '…'), UNREAD_FACTS);
      this.#unread.set(this.root, 'tooMany');
    }
    // All at once would make a keystroke in a large repository wait for half a second. No rule has run yet.
    for (const _ of this.#linter.model.updating(this.#updates(facts))) await turns.next();
  }

  /** Whether a file is one of those that the mesh is read from. */
  holds(uri: string): boolean {
    const path = pathBelow(this.root, uri);
    if (path === undefined || isSkippedPath(path)) return false;
    return isLinted(path);
  }

  /**
   * Takes a file as it stands in an editor, or as it is about to be written. Gives the URIs of the files whose findings may
   * be others now.
   */
  open(uri: string, file: SourceFile): ReadonlySet<string> {
    if (this.#open.get(uri) === file) return NO_FILES;
    this.#open.set(uri, file);
    this.sums.open(uri, file);
    return this.#update(new Map([[uri, this.#factsIn(uri, file)]]));
  }

  /** Drops the text of a file that is the same on the disk. */
  close(uri: string): void {
    if (this.#open.delete(uri)) this.sums.refresh([uri]);
  }

  /** Reads files anew that came, went, changed, or were closed, in short turns. Gives the same as {@link open}. */
  async refresh(uris: readonly string[], isClosed = false): Promise<ReadonlySet<string>> {
    if (isClosed) for (const uri of uris) this.#open.delete(uri);
    this.sums.refresh(uris.filter((uri) => !this.#open.has(uri)));
    // One after the other: what an earlier one has read may be older.
    const touched = this.#refreshed.then(() => this.#readAnew(uris.filter((uri) => this.holds(uri))));
    this.#refreshed = touched.catch(() => {});
    return touched;
  }

  async #readAnew(uris: readonly string[]): Promise<ReadonlySet<string>> {
    const touched = new Set<string>();
    const turns = new Turns();
    for (let from = 0; from < uris.length; from += AT_ONCE) {
      const facts = new Map<string, FileFacts | undefined>();
      for (const uri of uris.slice(from, from + AT_ONCE)) {
        // Listings leave out links; their files count once, and those outside of the repository not at all.
        facts.set(uri, this.#host.isLink?.(uri) && !this.#open.has(uri) ? undefined : await this.#read(uri));
        await turns.next();
      }
      // Of a file that was opened meanwhile the editor's text counts.
      for (const uri of facts.keys()) if (this.#open.has(uri)) facts.delete(uri);
      for (const uri of this.#update(facts)) touched.add(uri);
    }
    return touched;
  }

  /** The URIs of the files that hold resources. */
  get uris(): Iterable<string> {
    return this.#linter.model.uris;
  }

  /** The URIs of the files that there may be findings in: those that hold resources, and kustomizations. */
  get judgedUris(): Iterable<string> {
    return new Set([...this.uris, ...this.model.kustomizationUris]);
  }

  /** What the files describe. */
  get model(): MeshModel {
    return this.#linter.model;
  }

  /** The resources of a file, as they are applied. */
  resourcesIn(uri: string): readonly AppliedResource[] {
    return this.#linter.model.resourcesOf(pathBelow(this.root, uri) ?? '');
  }

  /** The mesh as a resource sees it, for questions that are asked once. */
  seenFrom(resource: AppliedResource): Mesh {
    return this.#linter.model.seenFrom(resource, new Set());
  }

  /** A file as it is in the editor, or else on the disk; undefined if it cannot be read. */
  async fileOf(uri: string): Promise<SourceFile | undefined> {
    return this.#open.get(uri) ?? (await this.#sourceOf(uri));
  }

  /** Where a file belongs, be there resources of the mesh in it or not. */
  placementsOf(uri: string): readonly Placement[] {
    const path = pathBelow(this.root, uri);
    return path === undefined ? [] : this.#linter.model.placementsOf(path);
  }

  /**
   * All files of the repository that contain a text, as they are in the editor, or else on the disk. Others get a turn
   * between them. Ends early with `signal`.
   */
  async *filesWith(text: string, signal: AbortSignal): AsyncIterable<readonly [uri: string, SourceFile]> {
    const listed = await this.#host.listFiles(this.root, { ...MESH_FILES, signal });
    const turns = new Turns();
    for (const uri of new Set([...listed, ...this.#open.keys()])) {
      const file = this.#open.get(uri) ?? (await this.#sourceOf(uri, text));
      if (signal.aborted) return;
      if (file?.text.includes(text)) yield [uri, file];
      await turns.next();
    }
  }

  /** Whether a file has been read for the mesh. */
  hasRead(uri: string): boolean {
    return this.#linter.model.has(pathBelow(this.root, uri) ?? '');
  }

  /**
   * The files that are there and could not be read, by URI, with the reason; the folder itself if it has more files than are read.
   * Nothing counts as absent meanwhile.
   */
  get unread(): ReadonlyMap<string, UnreadReason> {
    return this.#unread;
  }

  /** Whether there are findings in a file. */
  async hasFindings(uri: string, settings: LintSettings): Promise<boolean> {
    if (this.#findingsIn(uri, settings).length > 0) return true;
    return (await this.#buildFindingsIn(uri, settings)).length > 0;
  }

  /**
   * The findings in a file, with their places. What explains one in a file that cannot be read any more is left out.
   *
   * @param own the file, if the caller has read it
   */
  async findings(uri: string, settings: LintSettings, own?: SourceFile): Promise<readonly Finding[]> {
    const found = this.#findingsIn(uri, settings);
    const ofBuilds = await this.#buildFindings(uri, settings, own);
    const uriOf = (path: string) => this.sums.uriOf(path);
    const files = new Map<string, SourceFile | undefined>();
    for (const needed of filesNeeded(found, uriOf)) {
      const known = needed === uri ? own : undefined;
      files.set(needed, known ?? (await this.fileOf(needed)));
    }
    return [...locateMeshFindings(found, (needed) => files.get(needed), uriOf), ...ofBuilds];
  }

  async #buildFindings(
    uri: string,
    settings: LintSettings,
    own: SourceFile | undefined,
  ): Promise<readonly Finding[]> {
    const found = await this.#buildFindingsIn(uri, settings);
    if (found.length === 0) return [];
    const file = own ?? (await this.fileOf(uri));
    return file ? locateBuildFindings(found, file) : [];
  }

  async #buildFindingsIn(uri: string, settings: LintSettings): Promise<readonly BuildFinding[]> {
    const path = pathBelow(this.root, uri) ?? '';
    if (!isKustomization(path) && !this.sums.changesDeployed(path)) return [];
    return this.#buildLinter.findings(await judgedKustomization(this.sums, uri), settings);
  }

  #findingsIn(uri: string, settings: LintSettings): readonly MeshFinding[] {
    return this.#linter.findings(pathBelow(this.root, uri) ?? '', settings);
  }

  /** The facts of a file, from an earlier run if it has not changed since. */
  async #readKept(uri: string, results: FileResults | undefined): Promise<FileFacts | undefined> {
    if (!results || this.#open.has(uri)) return this.#read(uri, true);
    const kept = results.get(uri);
    if (kept !== undefined) return restoreFacts(kept);
    const facts = await this.#read(uri, true);
    if (facts && !facts.isUnread && !this.#open.has(uri)) results.set(uri, storeFacts(facts));
    return facts;
  }

  async #read(uri: string, isListed = false): Promise<FileFacts | undefined> {
    const open = this.#open.get(uri);
    if (open) return this.#factsIn(uri, open);
    this.#unread.delete(uri);
    const text = await this.#host.readText(uri, {
      // Listings leave out links.
      staysIn: isListed ? undefined : this.root,
      onRefused: (reason) => {
        if (reason !== 'notRegular') this.#unread.set(uri, reason);
      },
    });
    if (text === undefined) return this.#unread.has(uri) ? UNREAD_FACTS : undefined;
    if (text.length > LARGEST_FILE) {
      this.#unread.set(uri, 'tooLarge');
      return UNREAD_FACTS;
    }
    if (!mayHaveFacts(text) && !isKustomization(uri)) return NO_FACTS;
    return this.#factsIn(uri, SourceFile.read(text));
  }

  /** @param part what the file has to contain to be worth the reading */
  async #sourceOf(uri: string, part = ''): Promise<SourceFile | undefined> {
    const text = await this.#host.readText(uri, { staysIn: this.root });
    if (text === undefined || text.length > LARGEST_FILE || !text.includes(part)) return undefined;
    return SourceFile.read(text);
  }

  #factsIn(uri: string, { documents }: SourceFile): FileFacts {
    return readFileFacts(documents, isKustomization(pathBelow(this.root, uri) ?? ''));
  }

  #update(facts: ReadonlyMap<string, FileFacts | undefined>): ReadonlySet<string> {
    const updates = [...this.#updates(facts)];
    const touched = new Set(this.#linter.update(updates));
    for (const { uri } of updates) for (const other of this.sums.filesBeside(uri)) touched.add(other);
    return touched;
  }

  /** The same facts for the model. On the way, the sums get to know what Flux and Argo CD apply. */
  *#updates(facts: ReadonlyMap<string, FileFacts | undefined>): Iterable<FileUpdate> {
    for (const [uri, found] of facts) {
      const path = pathBelow(this.root, uri);
      if (path === undefined) continue;
      this.sums.deploy(uri, found?.deployedPaths ?? []);
      yield { uri, path, facts: found };
    }
  }
}
