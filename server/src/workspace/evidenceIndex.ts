import { EVIDENCE_ENDINGS } from '../kubernetes/fileKinds.ts';
import { type PlacedChartUse, placeUse } from '../linkerd/charts/chartUse.ts';
import {
  type Evidence,
  type FileEvidence,
  NO_EVIDENCE,
  type PlacedEvidence,
} from '../linkerd/detection/evidence.ts';
import { readEvidence } from '../linkerd/detection/readEvidence.ts';
import { EVIDENCE_PATHS, mayContainEvidence } from '../linkerd/detection/signs.ts';
import { type ContentFilter, type ListingHost, pathBelow } from './fileHost.ts';

/** Far above what people keep in one repository; ends the search in what is no repository at all. */
const MOST_FILES = 20_000;

/** Bytes. Rendered installations have some 100,000; what is much larger holds schemas. */
const LARGEST_FILE = 1_000_000;

/** How many files are read at a time: enough to keep a disk busy, few enough to let others through. */
const AT_A_TIME = 16;

const CHART = /(?:^|\/)Chart\.yaml$/;

/** The files that {@link EvidenceIndex} learns something from; where there is a chart counts, whatever it says. */
const FILTER: ContentFilter = {
  paths: new RegExp(`${CHART.source}|${EVIDENCE_PATHS.source}`),
  test: mayContainEvidence,
};

/** The evidence that the files of one repository hold, kept per file so that a change costs one file. */
export class EvidenceIndex {
  readonly root: string;
  readonly #host: ListingHost;
  /** By path. */
  readonly #files = new Map<string, FileEvidence & { readonly uri: string }>();
  /** The folders of charts, by path. */
  readonly #charts = new Set<string>();
  #evidence: readonly PlacedEvidence[] | undefined;
  #chartUses: readonly PlacedChartUse[] | undefined;

  constructor(host: ListingHost, root: string) {
    this.#host = host;
    this.root = root;
  }

  /** Reads everything. Where `signal` ends it, nothing counts: part of the evidence could be all wrong. Never rejects. */
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

  /** Reads files anew that came, went or changed. Gives whether anything follows from it. */
  async update(uris: readonly string[]): Promise<boolean> {
    const before = JSON.stringify([this.evidence, this.chartUses]);
    for (const uri of uris) if (this.holds(uri)) await this.#read(uri);
    this.#forgetResults();
    return JSON.stringify([this.evidence, this.chartUses]) !== before;
  }

  /** Whether a file is one of those that are looked into. */
  holds(uri: string): boolean {
    const path = pathBelow(this.root, uri);
    if (path === undefined || /(?:^|\/)(?:\.|node_modules\/)/.test(path)) return false;
    return EVIDENCE_ENDINGS.some((ending) => path.toLowerCase().endsWith(ending));
  }

  /** All evidence, in the order of the files' names. */
  get evidence(): readonly PlacedEvidence[] {
    this.#evidence ??= this.#collect();
    return this.#evidence;
  }

  /** The values files that the repository says are for one of Linkerd's charts, and which. */
  get chartUses(): readonly PlacedChartUse[] {
    this.#chartUses ??= [...this.#files].flatMap(([path, { chartUses }]) =>
      chartUses.map((use) => placeUse(use, path)).filter((use) => use !== undefined),
    );
    return this.#chartUses;
  }

  #forgetResults(): void {
    this.#evidence = undefined;
    this.#chartUses = undefined;
  }

  /** What a chart has for values itself is what others may install, and says nothing of a cluster. */
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
    if (found.evidence.length + found.ofValuesFile.length + found.chartUses.length > 0)
      this.#files.set(path, { uri, ...found });
    else this.#files.delete(path);
  }

  #noteChart(folder: string, isThere: boolean): void {
    if (isThere) this.#charts.add(folder);
    else this.#charts.delete(folder);
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A rendered installation says the same a hundred times. */
function firstOfEach(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(
    ({ setting, value, basis }) => seen.size !== seen.add(`${setting} ${basis} ${value}`).size,
  );
}

/** What was built to break a parser costs its own evidence only. */
function readEvidenceOrNone(path: string, text: string): FileEvidence {
  try {
    return readEvidence(path, text);
  } catch {
    return NO_EVIDENCE;
  }
}
