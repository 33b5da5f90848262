import { EVIDENCE_ENDINGS } from '../kubernetes/fileKinds.ts';
import { folderOf, resolvePath } from '../kustomize/repositoryPath.ts';
import { type PlacedChartUse, placeUses } from '../linkerd/charts/chartUse.ts';
import {
  type Evidence,
  type FileEvidence,
  NO_EVIDENCE,
  type PlacedEvidence,
} from '../linkerd/detection/evidence.ts';
import { readEvidence } from '../linkerd/detection/readEvidence.ts';
import { EVIDENCE_PATHS, mayContainEvidence } from '../linkerd/detection/signs.ts';
import { type ContentFilter, type ListingHost, pathBelow, uriBelow } from './fileHost.ts';

/** Far above what real repositories have. Ends the search in a folder that is not a repository. */
const MOST_FILES = 20_000;

/** Bytes. Rendered installations have about 100,000; much larger files contain schemas. */
const LARGEST_FILE = 1_000_000;

/** Number of files read in parallel: enough to keep a disk busy, few enough not to delay other reads. */
const AT_A_TIME = 16;

const CHART = /(?:^|\/)Chart\.yaml$/;

/** The files that {@link EvidenceIndex} reads. Every `Chart.yaml` counts, because its mere place matters. */
const FILTER: ContentFilter = {
  paths: new RegExp(`${CHART.source}|${EVIDENCE_PATHS.source}`),
  test: mayContainEvidence,
};

/** The evidence in the files of one repository, kept per file so that a change rereads one file. */
export class EvidenceIndex {
  readonly root: string;
  readonly #host: ListingHost;
  /** By path. */
  readonly #files = new Map<string, FileEvidence & { readonly uri: string }>();
  /** The folders of charts, by path. */
  readonly #charts = new Set<string>();
  #evidence: readonly PlacedEvidence[] | undefined;
  #chartUses: readonly PlacedChartUse[] | undefined;
  #patchFiles: ReadonlyMap<string, boolean> | undefined;
  /** Ends with the last {@link update}. */
  #updated: Promise<unknown> = Promise.resolve();

  constructor(host: ListingHost, root: string) {
    this.#host = host;
    this.root = root;
  }

  /**
   * Reads all files. If `signal` aborts it, the index stays empty, because partial evidence can be misleading. Never
   * rejects.
   */
  async scan(signal: AbortSignal): Promise<void> {
    const uris = await this.#host.listFiles(this.root, {
      endings: EVIDENCE_ENDINGS,
      limit: MOST_FILES,
      signal,
      filter: FILTER,
    });
    const queue = [...uris].sort();
    const work = async () => {
      for (let uri = queue.pop(); uri !== undefined && !signal.aborted; uri = queue.pop())
        await this.#read(uri);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    if (signal.aborted) this.#files.clear();
    this.#forgetResults();
  }

  /** Rereads files that were created, deleted or changed. Returns whether the evidence changed. */
  update(uris: readonly string[]): Promise<boolean> {
    // One after the other: what an earlier one reads may be older.
    const updated = this.#updated.then(() => this.#readAgain(uris));
    this.#updated = updated.catch(() => {});
    return updated;
  }

  async #readAgain(uris: readonly string[]): Promise<boolean> {
    const before = this.#summary();
    for (const uri of uris) if (this.holds(uri)) await this.#read(uri);
    this.#forgetResults();
    return this.#summary() !== before;
  }

  /** Whether a file is one that the index reads. */
  holds(uri: string): boolean {
    const path = pathBelow(this.root, uri);
    if (path === undefined || /(?:^|\/)(?:\.|node_modules\/)/.test(path)) return false;
    return EVIDENCE_ENDINGS.some((ending) => path.toLowerCase().endsWith(ending));
  }

  /** The URIs of the files that say something, and of charts. */
  get files(): readonly string[] {
    const charts = [...this.#charts].map((folder) => uriBelow(this.root, `${folder}Chart.yaml`));
    return [...charts, ...[...this.#files.values()].map(({ uri }) => uri)];
  }

  /** All evidence, ordered by path. */
  get evidence(): readonly PlacedEvidence[] {
    this.#evidence ??= this.#collect();
    return this.#evidence;
  }

  /** The values files that the repository says are for one of Linkerd's charts, and which. */
  get chartUses(): readonly PlacedChartUse[] {
    this.#chartUses ??= placeUses(
      [...this.#files].map(([path, { chartUses }]) => [path, chartUses] as const),
    );
    return this.#chartUses;
  }

  /** The files, from the repository's folder, that its kustomizations apply as patches, and whether each has a target wherever it is used. */
  get patchFiles(): ReadonlyMap<string, boolean> {
    this.#patchFiles ??= this.#collectPatchFiles();
    return this.#patchFiles;
  }

  #summary(): string {
    return JSON.stringify([this.evidence, this.chartUses, [...this.patchFiles]]);
  }

  #forgetResults(): void {
    this.#patchFiles = undefined;
    this.#evidence = undefined;
    this.#chartUses = undefined;
  }

  #collectPatchFiles(): ReadonlyMap<string, boolean> {
    const found = new Map<string, boolean>();
    for (const [path, { patchFiles }] of this.#files)
      for (const { path: file, hasTarget } of patchFiles) {
        const resolved = resolvePath(folderOf(path), file);
        if (resolved !== undefined) found.set(resolved, hasTarget && found.get(resolved) !== false);
      }
    return found;
  }

  /** The values of a chart itself are defaults for its users and say nothing about a cluster. */
  #collect(): PlacedEvidence[] {
    const found = [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
    return found.flatMap(([path, { uri, evidence, ofValuesFile }]) => {
      const counts = this.#charts.has(folderOf(path)) ? evidence : [...evidence, ...ofValuesFile];
      return firstOfEach(counts).map((piece) => ({ ...piece, uri, path }));
    });
  }

  async #read(uri: string): Promise<void> {
    const path = pathBelow(this.root, uri);
    if (path === undefined) return;
    const text = await this.#host.readText(uri, { limit: LARGEST_FILE });
    if (CHART.test(path)) this.#noteChart(folderOf(path), text !== undefined);
    const found = text === undefined ? NO_EVIDENCE : readEvidenceOrNone(path, text);
    if (Object.values(found).some((parts) => parts.length > 0)) this.#files.set(path, { uri, ...found });
    else this.#files.delete(path);
  }

  #noteChart(folder: string, isThere: boolean): void {
    if (isThere) this.#charts.add(folder);
    else this.#charts.delete(folder);
  }
}

/** A rendered installation repeats the same evidence a hundred times. */
function firstOfEach(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(
    ({ setting, value, basis }) => seen.size !== seen.add(`${setting} ${basis} ${value}`).size,
  );
}

/** A file that breaks a parser only loses its own evidence. */
function readEvidenceOrNone(path: string, text: string): FileEvidence {
  try {
    return readEvidence(path, text);
  } catch {
    return NO_EVIDENCE;
  }
}
