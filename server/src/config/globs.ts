import picomatch from 'picomatch/posix';

/** Whether a path is meant; relative to the folder that the globs count from, with forward slashes. */
export type PathTest = (path: string) => boolean;

/**
 * Matching a glob means searching with backtracking, and each star and each choice multiplies the ways to try.
 * Configuration files come with repositories that nobody has to trust, so a glob may not have many.
 */
const MOST_DOUBLE_STARS = 2;
const MOST_STARS_IN_SEGMENT = 2;
const MOST_CHOICES = 3;
const MOST_ALTERNATIVES = 20;
const LONGEST_GLOB = 300;

/** Longer paths nobody has below one folder in practice, and longer names no file system takes. */
const LONGEST_PATH = 1_000;
const LONGER_NAME = /[^/]{256}/;

/** Whether a glob is simple enough to be matched in bounded time. */
export function isSimpleEnough(glob: string): boolean {
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
 * A test for a list of globs: `*` stops at slashes, `**` does not, `{a,b}` offers a choice, a name in front of a final
 * slash stands for all that is in the folder. A glob behind `!` takes files out again that those before it took in. Those
 * that are not simple enough match nothing.
 */
export function pathTest(globs: readonly string[]): PathTest {
  const tests = globs.filter(isSimpleEnough).map((glob) => {
    const isNegated = glob.startsWith('!');
    return { isNegated, matches: picomatch(normalized(isNegated ? glob.slice(1) : glob), OPTIONS) };
  });
  return (path) =>
    path.length <= LONGEST_PATH &&
    !LONGER_NAME.test(path) &&
    tests.reduce(
      (isIn, { isNegated, matches }) => (isIn === isNegated && matches(path) ? !isIn : isIn),
      false,
    );
}

const OPTIONS = { dot: true, noextglob: true, nonegate: true } as const;

/** The library takes parentheses for those of a regular expression, with all that may stand behind them. */
function normalized(glob: string): string {
  const inside = glob.replace(/^(?:\.?\/)+/, '').replace(/[()|+^$\\]/g, '\\$&');
  return inside.endsWith('/') ? `${inside}**` : inside;
}
