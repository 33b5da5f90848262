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

/** Why a glob matches nothing: it would take too long, or it names nothing; undefined where it is fine. */
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
 * A test for a list of globs: `*` stops at slashes, `**` does not, `{a,b}` offers a choice, a name in front of a final
 * slash stands for all that is in the folder. A glob behind `!` takes files out again that those before it took in. Those
 * that have a {@link globProblem} match nothing.
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

/** Undefined for what names nothing, such as `/`, and for what the library refuses: one glob must not cost the others. */
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

/** The library takes parentheses for those of a regular expression, with all that may stand behind them. */
function normalized(glob: string): string {
  const inside = glob.replace(/^(?:\.?\/)+/, '').replace(/[()|+^$\\]/g, '\\$&');
  return inside.endsWith('/') ? `${inside}**` : inside;
}
