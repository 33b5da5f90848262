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
  return readFiles(folder, revision, list(folder, ['ls-tree', '-r', '-z', commitOf(folder, revision), '.']));
}

/** What git's index says of a folder. */
export interface IndexFiles {
  /** The paths of all its files, of any kind; git ignores none of these. */
  readonly tracked: readonly string[];
  /** The YAML and JSON files that a sparse checkout leaves out. */
  readonly sparse: RevisionFiles;
}

/**
 * The index of a folder.
 *
 * @throws Misuse if its repository has no files outside of git's own folder, or does not have those that are left out
 */
export function indexFiles(folder: string): IndexFiles {
  const hasFiles = git(folder, ['rev-parse', '--is-inside-work-tree'])?.toString().trim() === 'true';
  const lines = hasFiles ? list(folder, ['ls-files', '-stz']) : undefined;
  return {
    tracked: lines?.map((line) => line.slice(line.indexOf('\t') + 1)) ?? [],
    sparse: readFiles(folder, 'the index', lines),
  };
}

/** What git lists; undefined if it cannot: a partial clone may lack folders. */
function list(folder: string, args: readonly string[]): string[] | undefined {
  return git(folder, args)?.toString().split('\0');
}

/** The files in lines of git. */
function readFiles(folder: string, name: string, lines: readonly string[] | undefined): RevisionFiles {
  const entries = lines?.flatMap(readEntry) ?? [];
  const ask = (how: string, of: readonly TreeEntry[]) =>
    git(folder, ['cat-file', how], of.map(({ object }) => `${object}\n`).join(''));
  const sizes = ask('--batch-check', entries)?.toString().split('\n') ?? [];
  const isTooLarge = entries.map((_, index) => Number(sizes[index]?.split(' ')[2]) > LARGEST_FILE);
  const wanted = entries.filter((_, index) => !isTooLarge[index]);
  const contents = ask('--batch', wanted);
  const texts = lines && contents && readBatch(contents, wanted);
  if (texts)
    return { texts, tooLarge: entries.flatMap(({ path }, index) => (isTooLarge[index] ? path : [])) };
  throw new Misuse(
    `git cannot read the files of ${name} here. If this clone is partial, check that revision out once.`,
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
}

/** `100644 blob <object>\t<path>`, or `S 100644 <object> 0\t<path>`; links and submodules are left out. */
function readEntry(line: string): TreeEntry[] {
  const match = /^(?:S )?100\d{3} (?:blob )?([0-9a-f]{40,64})(?: 0)?\t([\s\S]+)$/.exec(line);
  if (!match) return [];
  const [, object = '', path = ''] = match;
  const isWanted = ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)) && !isSkippedPath(path);
  return isWanted ? [{ object, path }] : [];
}

/** `<object> blob <size>\n<bytes>\n` for each of the objects, in their order; undefined if one is missing. */
function readBatch(contents: Buffer, entries: readonly TreeEntry[]): Map<string, string> | undefined {
  const texts = new Map<string, string>();
  let at = 0;
  for (const { path } of entries) {
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
  const { status, stdout, error } = spawnSync(
    program,
    ['--no-replace-objects', '-c', 'core.fsmonitor=false', ...args],
    {
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
    },
  );
  return status === 0 && !error ? stdout : undefined;
}
