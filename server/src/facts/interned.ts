import { detached } from '../text/difference.ts';

/** More than the words that repeat; few enough that next to nothing of a closed file stays. */
const MOST_KNOWN = 2_000;

/** Longer texts hardly ever repeat. */
const LONGEST = 64;

const known = new Map<string, string>();

/**
 * A copy of a text as {@link detached} makes it, the same one each time: facts repeat a few words, as kinds, labels and
 * ports.
 */
export function interned(text: string): string {
  if (text.length > LONGEST) return detached(text);
  const same = known.get(text);
  if (same !== undefined) return same;
  const own = detached(text);
  if (known.size === MOST_KNOWN) known.clear();
  known.set(own, own);
  return own;
}
