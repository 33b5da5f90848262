import type { ListingHost } from '../workspace/fileHost.ts';
import type { RuleFailure } from './lintDocument.ts';
import { MeshLinter } from './meshLinter.ts';
import type { MeshRule } from './meshRule.ts';
import { RepositoryMesh } from './repositoryMesh.ts';

interface Scan {
  readonly mesh: RepositoryMesh;
  readonly done: Promise<void>;
  isDone: boolean;
}

/** The meshes of the repositories that somebody has asked about. Each is read once, and follows its files from then on. */
export class RepositoryMeshes {
  readonly #host: ListingHost;
  readonly #rules: readonly MeshRule[];
  readonly #onFailure: RuleFailure;
  readonly #scans = new Map<string, Scan>();
  readonly #stop = new AbortController();

  constructor(host: ListingHost, rules: readonly MeshRule[], onFailure: RuleFailure) {
    this.#host = host;
    this.#rules = rules;
    this.#onFailure = onFailure;
  }

  /** The mesh of a repository, by the URI of its folder, when all of it is read. */
  async of(root: string): Promise<RepositoryMesh> {
    const scan = this.#scan(root);
    await scan.done;
    return scan.mesh;
  }

  /** The meshes that are read. */
  get all(): readonly RepositoryMesh[] {
    return [...this.#scans.values()].filter(({ isDone }) => isDone).map(({ mesh }) => mesh);
  }

  /** Ends all reading. */
  stop(): void {
    this.#stop.abort();
  }

  #scan(root: string): Scan {
    const known = this.#scans.get(root);
    if (known) return known;
    const mesh = new RepositoryMesh(this.#host, root, new MeshLinter(this.#rules, this.#onFailure));
    const scan: Scan = { mesh, isDone: false, done: mesh.scan(this.#stop.signal) };
    void scan.done.then(() => {
      scan.isDone = true;
    });
    this.#scans.set(root, scan);
    return scan;
  }
}
