import { distance } from 'fastest-levenshtein';
import { CATALOGUE } from './catalogue.ts';
import { FREQUENT_MISTAKES } from './mistakes.ts';

/** Annotations that somebody can have meant: those that people write and Linkerd reads. */
const MEANT = CATALOGUE.filter(
  ({ kind, isPrefix, status }) =>
    kind === 'annotation' && !isPrefix && (status === 'active' || status === 'deprecated'),
).map(({ key }) => ({ key, name: nameOf(key) }));

/** More keys than this that are equally near say nothing about what was meant. */
const MOST_SIMILAR = 3;

/**
 * The annotations that an unknown key was probably meant to be, the likeliest first: a mistake that is known for it, the
 * same name under another of Linkerd's prefixes, or a name with a slip of the pen. Empty where there is none.
 */
export function similarKeys(key: string): readonly string[] {
  if (FREQUENT_MISTAKES.has(key)) {
    const meant = FREQUENT_MISTAKES.get(key);
    return meant === undefined ? [] : [meant];
  }
  const name = nameOf(key);
  const sameName = MEANT.filter((candidate) => candidate.name === name);
  return (sameName.length > 0 ? sameName : nearest(name)).map((candidate) => candidate.key);
}

/** The candidates at the smallest distance, if that is small for a name of this length. */
function nearest(name: string): readonly { readonly key: string }[] {
  let least = Math.min(4, name.length / 4);
  let found: { readonly key: string }[] = [];
  for (const candidate of MEANT) {
    // Names are at least as far apart as their lengths are, which is found out at once.
    if (Math.abs(candidate.name.length - name.length) > least) continue;
    const far = distance(name, candidate.name);
    if (far > least) continue;
    if (far < least) found = [];
    least = far;
    found.push(candidate);
  }
  return found.length > MOST_SIMILAR ? [] : found;
}

function nameOf(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
