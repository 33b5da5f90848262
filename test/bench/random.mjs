/** Numbers that look random and are the same in every run. */

/**
 * A source of numbers from 0 up to, not including, 1: the linear congruential generator with the constants of
 * "Numerical Recipes".
 *
 * @param {number} seed
 */
export function randomSource(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A whole number from `least` to `most`. */
export function between(random, least, most) {
  return least + Math.floor(random() * (most - least + 1));
}

/** One of the items. */
export function oneOf(random, items) {
  return items[Math.floor(random() * items.length)];
}
