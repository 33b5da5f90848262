/**
 * How many code units two texts share at their beginning. Halves the stretch in question, so that whole
 * stretches are compared at once and each character about twice.
 */
export function commonPrefix(a: string, b: string): number {
  let same = 0;
  for (let open = Math.min(a.length, b.length); open > same; ) {
    const middle = (same + open + 1) >>> 1;
    if (a.slice(same, middle) === b.slice(same, middle)) same = middle;
    else open = middle - 1;
  }
  return same;
}

/** How many code units two texts share at their end. */
export function commonSuffix(a: string, b: string): number {
  let same = 0;
  for (let open = Math.min(a.length, b.length); open > same; ) {
    const middle = (same + open + 1) >>> 1;
    if (a.slice(a.length - middle, a.length - same) === b.slice(b.length - middle, b.length - same))
      same = middle;
    else open = middle - 1;
  }
  return same;
}

/**
 * A copy of a text that does not keep alive what it was cut from. JavaScript engines let a slice point into the whole
 * text, so one small part of each version of a file would keep all the versions. Here the whole is a copy of the text
 * and one blank.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
