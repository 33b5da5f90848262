import { distance } from 'fastest-levenshtein';
import { CATALOGUE } from './catalogue.ts';
import { FREQUENT_MISTAKES } from './mistakes.ts';

/** Annotations to suggest: those that people write and Linkerd reads. */
const MEANT = CATALOGUE.filter(
  ({ kind, isPrefix, status }) =>
    kind === 'annotation' && !isPrefix && (status === 'active' || status === 'deprecated'),
).map(({ key }) => ({ key, name: nameOf(key) }));

/** If more keys than this are equally similar, none of them is a useful suggestion. */
const MOST_SIMILAR = 3;

/**
 * The annotations that an unknown key was probably meant to be, the likeliest first: a known mistake, the same name
 * under another prefix of Linkerd's, or a name with a typing mistake. Empty if there is none.
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
    // The difference in length is a lower bound of the distance, and cheap to compute.
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
