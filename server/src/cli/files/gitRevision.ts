import { spawnSync } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { ENDINGS, LARGEST_FILE } from '../../kubernetes/fileKinds.ts';
import { findProgram } from '../../node/findProgram.ts';
import { isSkippedPath } from '../../workspace/fileHost.ts';
import { Misuse } from '../arguments/misuse.ts';

/** What git may print: all texts of a large repository, with room. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Longer, and something hangs. */
const TIMEOUT_MS = 60_000;

/** Files as they are in a commit. Paths are below the folder that was asked for. */
export interface RevisionFiles {
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The paths of the files above the limit for linted files. */
  readonly tooLarge: readonly string[];
}

/**
 * The YAML and JSON files of a folder as they are in a commit. Git runs because the user named a
 * revision; it reads objects that are there, and neither filters, hooks nor remote helpers of the repository run.
 *
 * @throws Misuse if git is not there, the folder is in no repository, or its repository does not have the revision or its files
 */
export function filesOfRevision(folder: string, revision: string): RevisionFiles {
  const tree = git(folder, ['ls-tree', '-r', '-z', '--long', commitOf(folder, revision), '.']);
  const all = tree?.toString().split('\0').flatMap(readEntry) ?? [];
  const isTooLarge = ({ size }: TreeEntry) => size > LARGEST_FILE;
  const wanted = all.filter((entry) => !isTooLarge(entry));
  const isWhole = tree !== undefined && !wanted.some(({ size }) => Number.isNaN(size));
  const contents = isWhole
    ? git(folder, ['cat-file', '--batch'], wanted.map(({ object }) => `${object}\n`).join(''))
    : undefined;
  const paths = wanted.map(({ path }) => path);
  const texts = contents && readBatch(contents, paths);
  if (texts) return { texts, tooLarge: all.filter(isTooLarge).map(({ path }) => path) };
  throw new Misuse(
    `git cannot read the files of ${revision} here. If this clone is partial, check that revision out once.`,
  );
}

/** Whether a name that is also a path may be meant as a revision: with `./` before it, it is a path. */
export function isRevision(folder: string, name: string): boolean {
  return (
    !/^(?:\.{0,2}[\\/]|\.{1,2}$)/.test(name) && !isAbsolute(name) && commitNamed(folder, name) !== undefined
  );
}

/** The name of a commit's object. */
function commitOf(folder: string, revision: string): string {
  const commit = commitNamed(folder, revision);
  if (commit !== undefined) return commit;
  const isShallow = git(folder, ['rev-parse', '--is-shallow-repository'])?.toString().trim() === 'true';
  const advice = isShallow ? ' This clone is shallow; git fetch --unshallow gets all revisions.' : '';
  throw new Misuse(`${revision} is not a folder, a file or a git revision of this repository.${advice}`);
}

function commitNamed(folder: string, revision: string): string | undefined {
  // An option is not a revision.
  if (revision.startsWith('-')) return undefined;
  const verify = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  return git(folder, verify)?.toString().trim();
}

interface TreeEntry {
  readonly object: string;
  readonly path: string;
  /** In bytes; NaN if a partial clone lacks it. */
  readonly size: number;
}

/** `100644 blob <object> <size>\t<path>`; links and submodules are left out. */
function readEntry(line: string): TreeEntry[] {
  const match = /^100\d{3} blob ([0-9a-f]{40,64}) +(\S+)\t([\s\S]+)$/.exec(line);
  if (!match) return [];
  const [, object = '', size, path = ''] = match;
  const isWanted = ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)) && !isSkippedPath(path);
  return isWanted ? [{ object, path, size: Number(size) }] : [];
}

/** `<object> blob <size>\n<bytes>\n` for each of the objects, in their order; undefined if one is missing. */
function readBatch(contents: Buffer, paths: readonly string[]): Map<string, string> | undefined {
  const texts = new Map<string, string>();
  let at = 0;
  for (const path of paths) {
    const end = contents.indexOf('\n', at);
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(contents.toString('latin1', at, end))?.[1]);
    // A partial clone lacks objects, and says so instead.
    if (end === -1 || Number.isNaN(size)) return undefined;
    texts.set(path, contents.toString('utf8', end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return texts;
}

function git(folder: string, args: readonly string[], input?: string): Buffer | undefined {
  const program = findProgram('git');
  if (program === undefined) return undefined;
  const { status, stdout, error } = spawnSync(program, ['--no-replace-objects', ...args], {
    cwd: folder,
    input,
    maxBuffer: MOST_BYTES,
    timeout: TIMEOUT_MS,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
    // Git before 2.45 does not know the second variable. It would fetch missing objects as the repository's settings say,
    // which may name any program.
    env: {
      ...process.env,
      GIT_OPTIONAL_LOCKS: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: 'none',
      LC_ALL: 'C',
    },
  });
  return status === 0 && !error ? stdout : undefined;
}
