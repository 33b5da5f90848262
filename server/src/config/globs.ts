import picomatch from 'picomatch/posix';

/** Whether a path matches. The path is relative to the folder of the globs, with forward slashes. */
export type PathTest = (path: string) => boolean;

/**
 * Globs are matched by backtracking, and each star and each choice multiplies the attempts. Configuration files come
 * with untrusted repositories, so the number of both in one glob is limited.
 */
const MOST_DOUBLE_STARS = 2;
const MOST_STARS_IN_SEGMENT = 2;
const MOST_CHOICES = 3;
const MOST_ALTERNATIVES = 20;
const LONGEST_GLOB = 300;

/** Longer than any real path below one folder, and than any file name that a file system allows. */
const LONGEST_PATH = 1_000;
const LONGER_NAME = /[^/]{256}/;

/** Why a glob matches nothing: it would take too long, or it is empty. Undefined if the glob is fine. */
export function globProblem(glob: string): 'complex' | 'empty' | undefined {
  if (!isSimpleEnough(glob)) return 'complex';
  return compile(withoutNegation(glob)) ? undefined : 'empty';
}

function isSimpleEnough(glob: string): boolean {
  if (glob.length > LONGEST_GLOB) return false;
  const segments = glob.split('/');
  const doubles = segments.filter((segment) => segment.includes('**')).length;
  const stars = segments.map((segment) => segment.split('*').length - 1);
  const choices = glob.split('{').length - 1;
  const alternatives = glob.split(',').length - 1;
  return (
    doubles <= MOST_DOUBLE_STARS &&
    stars.every((count) => count <= MOST_STARS_IN_SEGMENT) &&
    choices <= MOST_CHOICES &&
    alternatives <= MOST_ALTERNATIVES
  );
}

/**
 * A test for a list of globs: `*` stops at slashes, `**` does not, `{a,b}` is a choice, and a trailing slash means
 * everything in the folder. A glob after `!` excludes files that earlier globs included. Globs with a {@link
 * globProblem} match nothing.
 */
export function pathTest(globs: readonly string[]): PathTest {
  const tests = globs.filter(isSimpleEnough).flatMap((glob) => {
    const matches = compile(withoutNegation(glob));
    return matches ? [{ isNegated: glob.startsWith('!'), matches }] : [];
  });
  return (path) =>
    path.length <= LONGEST_PATH &&
    !LONGER_NAME.test(path) &&
    tests.reduce(
      (isIn, { isNegated, matches }) => (isIn === isNegated && matches(path) ? !isIn : isIn),
      false,
    );
}

function withoutNegation(glob: string): string {
  return glob.startsWith('!') ? glob.slice(1) : glob;
}

/**
 * Undefined for globs that name nothing, such as `/`, and for those that the library refuses, so that one bad glob
 * does not disable the others.
 */
function compile(glob: string): PathTest | undefined {
  const text = normalized(glob);
  if (text === '') return undefined;
  try {
    return picomatch(text, OPTIONS);
  } catch {
    return undefined;
  }
}

const OPTIONS = { dot: true, noextglob: true, nonegate: true } as const;

/** The library would read parentheses and what follows them as a regular expression. */
function normalized(glob: string): string {
  const inside = glob.replace(/^(?:\.?\/)+/, '').replace(/[()|+^$\\]/g, '\\$&');
  return inside.endsWith('/') ? `${inside}**` : inside;
}
