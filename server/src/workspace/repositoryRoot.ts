import { childUri, type FileHost, parentUri } from './fileHost.ts';

/** Bytes. `HEAD` and a worktree's `.git` contain one line. */
const LARGEST = 10_000;

/** Whether a folder is the root of a repository: it has a `.git`, which in a worktree or a submodule is a file. */
export async function isRepository(host: FileHost, folder: string): Promise<boolean> {
  const git = childUri(folder, '.git');
  if ((await host.readText(childUri(git, 'HEAD'), { limit: LARGEST })) !== undefined) return true;
  return (await host.readText(git, { limit: LARGEST }))?.startsWith('gitdir:') === true;
}

/** The URI of the repository that contains a folder; undefined outside of repositories. */
export async function repositoryAround(host: FileHost, folder: string): Promise<string | undefined> {
  for (let at: string | undefined = folder; at !== undefined; at = parentUri(at))
    if (await isRepository(host, at)) return at;
  return undefined;
}
