import { type FileFacts, NO_FACTS, readFileFacts, UNREAD_FACTS } from '../facts/fileFacts.ts';
import { mayHaveFacts } from '../facts/readFacts.ts';
import { ENDINGS, isLinted, LARGEST_FILE } from '../kubernetes/fileKinds.ts';
import type { AppliedResource } from '../mesh/appliedResource.ts';
import { isKustomization } from '../mesh/filePlacements.ts';
import type { Mesh } from '../mesh/mesh.ts';
import type { MeshModel } from '../mesh/meshModel.ts';
import {
  childUri,
  isSkippedPath,
  type ListingHost,
  pathBelow,
  type ReadRefusal,
} from '../workspace/fileHost.ts';
import type { Finding } from './finding.ts';
import type { LintSettings } from './lintDocument.ts';
import { filesNeeded, locateMeshFindings } from './locateMeshFindings.ts';
import type { MeshFinding, MeshLinter } from './meshLinter.ts';
import { soon } from './soon.ts';
import { SourceFile } from './sourceFile.ts';

/** The files that a mesh is read from: as many as people never keep in one repository, so that any search ends. */
export const MESH_FILES = { endings: ENDINGS, limit: 20_000 } as const;

/** For so long files are read before others get a turn. */
const TURN_MS = 4;

/**
 * The mesh that the files of one repository describe: those on the disk, and above them the open files, as they are
 * in the editor.
 */
export class RepositoryMesh {
  /** The URI of the repository's folder. */
  readonly root: string;
  readonly #host: ListingHost;
  readonly #linter: MeshLinter;
  /** Files that count as they are here, by URI. */
  readonly #open = new Map<string, SourceFile>();
  readonly #unread = new Map<string, ReadRefusal>();

  constructor(host: ListingHost, root: string, linter: MeshLinter) {
    this.#host = host;
    this.root = root;
    this.#linter = linter;
  }

  /** Reads everything, in short turns. Where `signal` ends it, what was read by then does not count. Never rejects. */
  async scan(signal: AbortSignal): Promise<void> {
    const uris = await this.#host.listFiles(this.root, { ...MESH_FILES, signal });
    const facts = new Map<string, FileFacts | undefined>();
    let end = Date.now() + TURN_MS;
    for (const uri of uris) {
      facts.set(uri, await this.#read(uri, false));
      if (signal.aborted) return;
      if (Date.now() < end) continue;
      await new Promise<void>(soon);
      end = Date.now() + TURN_MS;
    }
    // What is beyond the limit may hold anything.
    if (uris.length === MESH_FILES.limit) facts.set(childUri(this.root, '…'), UNREAD_FACTS);
    this.#update(facts);
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
    this.#open.set(uri, file);
    return this.#update(new Map([[uri, this.#factsIn(uri, file)]]));
  }

  /** Drops the text of a file that is the same on the disk. */
  close(uri: string): void {
    this.#open.delete(uri);
  }

  /** Reads files anew that came, went, changed, or were closed. Gives the same as {@link open}. */
  async refresh(uris: readonly string[], isClosed = false): Promise<ReadonlySet<string>> {
    const facts = new Map<string, FileFacts | undefined>();
    for (const uri of uris) {
      if (isClosed) this.#open.delete(uri);
      if (this.holds(uri)) facts.set(uri, await this.#read(uri));
    }
    return this.#update(facts);
  }

  /** The URIs of the files that hold resources. */
  get uris(): Iterable<string> {
    return this.#linter.model.uris;
  }

  /** What the files describe. */
  get model(): MeshModel {
    return this.#linter.model;
  }

  /** The resources of a file, as they are applied. */
  resourcesIn(uri: string): readonly AppliedResource[] {
    const path = pathBelow(this.root, uri);
    return path === undefined ? [] : this.#linter.model.resourcesOf(path);
  }

  /** The mesh as a resource sees it, for questions that are asked once. */
  seenFrom(resource: AppliedResource): Mesh {
    return this.#linter.model.seenFrom(resource, new Set());
  }

  /** A file as it is in the editor, or else on the disk; undefined if it cannot be read. */
  async fileOf(uri: string): Promise<SourceFile | undefined> {
    return this.#open.get(uri) ?? (await this.#sourceOf(uri));
  }

  /** Whether a file has been read for the mesh. */
  hasRead(uri: string): boolean {
    const path = pathBelow(this.root, uri);
    return path !== undefined && this.#linter.model.has(path);
  }

  /** The files that are there and could not be read, by URI, with the reason. Nothing counts as absent meanwhile. */
  get unread(): ReadonlyMap<string, ReadRefusal> {
    return this.#unread;
  }

  /** Whether there are findings in a file, which is not read for this. */
  hasFindings(uri: string, settings: LintSettings): boolean {
    return this.#findingsIn(uri, settings).length > 0;
  }

  /**
   * The findings in a file, with their places. What explains one in a file that cannot be read any more is left out.
   *
   * @param own the file, if the caller has read it
   */
  async findings(uri: string, settings: LintSettings, own?: SourceFile): Promise<readonly Finding[]> {
    const found = this.#findingsIn(uri, settings);
    if (found.length === 0) return [];
    const files = new Map<string, SourceFile>();
    for (const needed of filesNeeded(found)) {
      const known = needed === uri ? own : undefined;
      const file = known ?? (await this.fileOf(needed));
      if (file) files.set(needed, file);
    }
    return locateMeshFindings(found, (needed) => files.get(needed));
  }

  #findingsIn(uri: string, settings: LintSettings): readonly MeshFinding[] {
    const path = pathBelow(this.root, uri);
    return path === undefined ? [] : this.#linter.findings(path, settings);
  }

  async #read(uri: string, staysInRepository = true): Promise<FileFacts | undefined> {
    const open = this.#open.get(uri);
    if (open) return this.#factsIn(uri, open);
    this.#unread.delete(uri);
    const text = await this.#host.readText(uri, {
      staysInRepository,
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

  async #sourceOf(uri: string): Promise<SourceFile | undefined> {
    const text = await this.#host.readText(uri, { staysInRepository: true });
    return text === undefined || text.length > LARGEST_FILE ? undefined : SourceFile.read(text);
  }

  #factsIn(uri: string, { documents }: SourceFile): FileFacts {
    return readFileFacts(
      documents.map(({ document }) => document),
      isKustomization(pathBelow(this.root, uri) ?? ''),
    );
  }

  #update(facts: ReadonlyMap<string, FileFacts | undefined>): ReadonlySet<string> {
    return this.#linter.update(
      [...facts].flatMap(([uri, found]) => {
        const path = pathBelow(this.root, uri);
        return path === undefined ? [] : [{ uri, path, facts: found }];
      }),
    );
  }
}
