import type { PlacedChartUse } from '../linkerd/charts/chartUse.ts';
import type { PlacedEvidence } from '../linkerd/detection/evidence.ts';
import { EvidenceIndex } from './evidenceIndex.ts';
import { type ListingHost, parentUri } from './fileHost.ts';
import { RepositoryRoots } from './repositoryRoot.ts';

/** The evidence in a repository. */
export interface RepositoryEvidence {
  /** The URI of the repository's folder. */
  readonly root: string;
  readonly evidence: readonly PlacedEvidence[];
  /** The values files that are for one of Linkerd's charts. */
  readonly chartUses: readonly PlacedChartUse[];
  /** The files, from the repository's folder, that are patches of kustomizations, and whether each always has a target. */
  readonly patchFiles: ReadonlyMap<string, boolean>;
}

interface Scan {
  readonly index: EvidenceIndex;
  readonly done: Promise<void>;
  isDone: boolean;
}

/** Far longer than any repository takes on a working disk. */
const LONGEST_SCAN = 60_000;

/** Searches each repository for evidence once, when it is first needed, and follows its changes. */
export class Repositories {
  readonly #host: ListingHost;
  readonly #onFound: () => void;
  readonly #scans = new Map<string, Scan>();
  readonly #roots: RepositoryRoots;
  readonly #stop = new AbortController();

  /** @param onFound called when a search found something after `peek` returned without it */
  constructor(host: ListingHost, onFound: () => void = () => {}) {
    this.#host = host;
    this.#roots = new RepositoryRoots(host);
    this.#onFound = onFound;
  }

  /**
   * The evidence of the repository that contains a file: of the nearest folder with `.git`, or else of `fallback`,
   * such as the editor's workspace folder. Undefined if there is neither.
   */
  async find(uri: string, fallback: string | undefined): Promise<RepositoryEvidence | undefined> {
    const root = (await this.rootOf(uri)) ?? fallback;
    if (root === undefined) return undefined;
    const scan = this.#scan(root);
    await scan.done;
    return snapshotOf(scan);
  }

  /** The same without waiting: only what is already known. If `isWanted`, a missing search is started. */
  async peek(
    uri: string,
    fallback: string | undefined,
    isWanted: boolean,
  ): Promise<RepositoryEvidence | undefined> {
    const root = (await this.rootOf(uri)) ?? fallback;
    if (root === undefined) return undefined;
    const isNew = !this.#scans.has(root);
    if (isNew && !isWanted) return undefined;
    const scan = this.#scan(root);
    if (isNew) void scan.done.then(() => hasFound(scan) && this.#onFound());
    return scan.isDone ? snapshotOf(scan) : undefined;
  }

  /** What was found in the repositories that were looked into. */
  get found(): readonly RepositoryEvidence[] {
    return [...this.#scans.values()].filter(({ isDone }) => isDone).map(snapshotOf);
  }

  /** The URIs of the files in which something was found, and of charts. */
  get files(): readonly string[] {
    return [...this.#scans.values()].flatMap(({ index }) => index.files);
  }

  /** Updates the evidence for files that were created, deleted or changed. Returns whether it changed. */
  async update(uris: readonly string[]): Promise<boolean> {
    let hasChanged = false;
    for (const { index, done } of this.#scans.values()) {
      const held = uris.filter((uri) => index.holds(uri));
      if (held.length === 0) continue;
      await done;
      if (await index.update(held)) hasChanged = true;
    }
    return hasChanged;
  }

  /** Ends all searches. */
  stop(): void {
    this.#stop.abort();
  }

  #scan(root: string): Scan {
    const known = this.#scans.get(root);
    if (known) return known;
    const index = new EvidenceIndex(this.#host, root);
    const scan: Scan = { index, isDone: false, done: this.#run(index) };
    void scan.done.then(() => {
      scan.isDone = true;
    });
    this.#scans.set(root, scan);
    return scan;
  }

  async #run(index: EvidenceIndex): Promise<void> {
    const limit = new AbortController();
    const abort = () => limit.abort();
    const timer = setTimeout(abort, LONGEST_SCAN);
    if (this.#stop.signal.aborted) abort();
    this.#stop.signal.addEventListener('abort', abort);
    await index.scan(limit.signal);
    clearTimeout(timer);
    this.#stop.signal.removeEventListener('abort', abort);
  }

  /** The URI of the nearest folder with `.git`, which is a file in a worktree or a submodule. */
  async rootOf(uri: string): Promise<string | undefined> {
    return this.#roots.of(parentUri(uri));
  }
}

function snapshotOf({ index }: Scan): RepositoryEvidence {
  const { root, evidence, chartUses, patchFiles } = index;
  return { root, evidence, chartUses, patchFiles };
}

function hasFound({ index }: Scan): boolean {
  return index.evidence.length + index.chartUses.length + index.patchFiles.size > 0;
}
