import type { ListingHost } from '../workspace/fileHost.ts';
import { AppliedSums } from './appliedSums.ts';
import { BuildLinter } from './buildLinter.ts';
import type { BuildRule } from './buildRule.ts';
import type { RuleFailure } from './lintDocument.ts';
import { MeshLinter } from './meshLinter.ts';
import type { MeshRule } from './meshRule.ts';
import { RepositoryMesh } from './repositoryMesh.ts';

/** The folder whose files form a mesh. */
export interface MeshRoot {
  readonly root: string;
  /** Whether its files are read from the disk. */
  readonly isRead: boolean;
}

/** The rules about the files of a repository together. */
export interface RepositoryRules {
  readonly mesh: readonly MeshRule[];
  readonly builds: readonly BuildRule[];
}

interface Scan {
  readonly mesh: RepositoryMesh;
  readonly done: Promise<void>;
  isDone: boolean;
}

/** The meshes of repositories. Each is read when it is first needed, and then follows its files. */
export class RepositoryMeshes {
  readonly #host: ListingHost;
  readonly #rules: RepositoryRules;
  readonly #onFailure: RuleFailure;
  readonly #isWhole: boolean;
  readonly #scans = new Map<string, Scan>();
  readonly #sums = new Map<string, AppliedSums>();
  readonly #stop = new AbortController();

  /** @param isWhole whether nothing that is applied is in other files */
  constructor(host: ListingHost, rules: RepositoryRules, onFailure: RuleFailure, isWhole = false) {
    this.#host = host;
    this.#rules = rules;
    this.#onFailure = onFailure;
    this.#isWhole = isWhole;
  }

  /**
   * The mesh of a repository, by the URI of its folder, once all of it is read. In a folder that is neither a
   * repository nor named by the user, only the opened files count.
   */
  async of({ root, isRead }: MeshRoot): Promise<RepositoryMesh> {
    const scan = this.#scan(root, isRead);
    await scan.done;
    return scan.mesh;
  }

  /** The same, if it is read already. */
  ready(root: string): RepositoryMesh | undefined {
    const scan = this.#scans.get(root);
    return scan?.isDone ? scan.mesh : undefined;
  }

  /** Whether a repository is being read, or was read. */
  isReading(root: string): boolean {
    return this.#scans.has(root);
  }

  /** The meshes that are read. */
  get all(): readonly RepositoryMesh[] {
    return [...this.#scans.values()].filter(({ isDone }) => isDone).map(({ mesh }) => mesh);
  }

  /** The same, once those that are being read now are read. */
  async allRead(): Promise<readonly RepositoryMesh[]> {
    await Promise.all([...this.#scans.values()].map(({ done }) => done));
    return this.all;
  }

  /** What the kustomizations of a repository apply, be its mesh read or not. */
  sumsOf(root: string): AppliedSums {
    const known = this.#sums.get(root) ?? new AppliedSums(this.#host, root);
    this.#sums.set(root, known);
    return known;
  }

  /** Ends all reading. */
  stop(): void {
    this.#stop.abort();
  }

  #scan(root: string, isRead: boolean): Scan {
    const known = this.#scans.get(root);
    if (known) return known;
    const linter = new MeshLinter(this.#rules.mesh, this.#onFailure, this.#isWhole);
    const builds = new BuildLinter(this.#rules.builds, this.#onFailure);
    const mesh = new RepositoryMesh(this.#host, root, linter, builds, this.sumsOf(root));
    const done = isRead ? mesh.scan(this.#stop.signal) : Promise.resolve();
    const scan: Scan = { mesh, isDone: false, done };
    void scan.done.then(() => {
      scan.isDone = true;
    });
    this.#scans.set(root, scan);
    return scan;
  }
}
