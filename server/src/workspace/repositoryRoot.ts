import { childUri, type FileHost, parentUri } from './fileHost.ts';

/** Bytes. `HEAD` and a worktree's `.git` contain one line. */
const LARGEST = 10_000;

/** Whether a folder is the root of a repository: it has a `.git`, which in a worktree or a submodule is a file. */
async function isRepository(host: FileHost, folder: string): Promise<boolean> {
  const git = childUri(folder, '.git');
  if ((await host.readText(childUri(git, 'HEAD'), { limit: LARGEST })) !== undefined) return true;
  return (await host.readText(git, { limit: LARGEST }))?.startsWith('gitdir:') === true;
}

/** The repositories that folders are in. Each folder is looked into once. */
export class RepositoryRoots {
  readonly #host: FileHost;
  readonly #roots = new Map<string, Promise<string | undefined>>();

  constructor(host: FileHost) {
    this.#host = host;
  }

  /** The URI of the nearest folder with `.git`, from this one upwards; undefined outside of repositories. */
  async of(folder: string | undefined): Promise<string | undefined> {
    if (folder === undefined) return undefined;
    const known = this.#roots.get(folder);
    if (known) return known;
    const looking = isRepository(this.#host, folder).then((is) => (is ? folder : this.of(parentUri(folder))));
    this.#roots.set(folder, looking);
    return looking;
  }
}
