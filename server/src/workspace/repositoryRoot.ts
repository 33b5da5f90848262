import { childUri, type FileHost, parentUri } from './fileHost.ts';

/** Bytes. `HEAD` and a worktree's `.git` hold a line. */
const LARGEST = 10_000;

/** Whether a folder is a repository's: it has a `.git`, which for a worktree or a submodule is a file. */
export async function isRepository(host: FileHost, folder: string): Promise<boolean> {
  const git = childUri(folder, '.git');
  if ((await host.readText(childUri(git, 'HEAD'), { limit: LARGEST })) !== undefined) return true;
  return (await host.readText(git, { limit: LARGEST }))?.startsWith('gitdir:') === true;
}

/** The URI of the repository's folder that a folder is or lies in; undefined outside of repositories. */
export async function repositoryAround(host: FileHost, folder: string): Promise<string | undefined> {
  for (let at: string | undefined = folder; at !== undefined; at = parentUri(at))
    if (await isRepository(host, at)) return at;
  return undefined;
}
