import { spawnSync } from 'node:child_process';
import { ENDINGS, LARGEST_FILE } from '../../kubernetes/fileKinds.ts';
import { isSkippedPath } from '../../workspace/fileHost.ts';

/** What git may print: all texts of a large repository, with room. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Longer, and something hangs. */
const TIMEOUT_MS = 60_000;

/**
 * The YAML and JSON files of a folder as they are in a commit, by path below the folder; undefined if git is not there, or
 * the folder is in no repository, or has no such revision. Git runs because the user named a revision; it reads objects, and
 * neither filters nor hooks of the repository run.
 */
export function filesOfRevision(folder: string, revision: string): Map<string, string> | undefined {
  // An option is not a revision.
  if (revision.startsWith('-')) return undefined;
  const commit = git(folder, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  if (commit === undefined) return undefined;
  const tree = git(folder, ['ls-tree', '-r', '-z', '--long', commit.toString().trim(), '.']);
  if (tree === undefined) return undefined;
  const wanted = tree.toString().split('\0').flatMap(readEntry);
  const contents = git(folder, ['cat-file', '--batch'], wanted.map(({ object }) => `${object}\n`).join(''));
  return (
    contents &&
    readBatch(
      contents,
      wanted.map(({ path }) => path),
    )
  );
}

interface TreeEntry {
  readonly object: string;
  readonly path: string;
}

/** `100644 blob <object> <size>\t<path>`; links and submodules are left out. */
function readEntry(line: string): TreeEntry[] {
  const match = /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t([\s\S]+)$/.exec(line);
  if (!match) return [];
  const [, object = '', size, path = ''] = match;
  const isWanted = ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)) && !isSkippedPath(path);
  return isWanted && Number(size) <= LARGEST_FILE ? [{ object, path }] : [];
}

/** `<object> blob <size>\n<bytes>\n` for each of the objects, in their order. */
function readBatch(contents: Buffer, paths: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  let at = 0;
  for (const path of paths) {
    const end = contents.indexOf('\n', at);
    const size = Number(contents.toString('latin1', at, end).split(' ')[2]);
    texts.set(path, contents.toString('utf8', end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return texts;
}

function git(folder: string, args: readonly string[], input?: string): Buffer | undefined {
  const { status, stdout, error } = spawnSync('git', ['--no-replace-objects', ...args], {
    cwd: folder,
    input,
    maxBuffer: MOST_BYTES,
    timeout: TIMEOUT_MS,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' },
  });
  return status === 0 && !error ? stdout : undefined;
}
