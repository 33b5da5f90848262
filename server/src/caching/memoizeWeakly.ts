/**
 * Caches results beside objects that never change and that others are made of by copying all of their properties, which would
 * copy what `memoizeByObject` stores too.
 */
export function memoizeWeakly<Owner extends object, Value>(
  find: (owner: Owner) => Value,
): (owner: Owner) => Value {
  const results = new WeakMap<Owner, { readonly value: Value }>();
  return (owner) => {
    let found = results.get(owner);
    if (!found) {
      found = { value: find(owner) };
      results.set(owner, found);
    }
    return found.value;
  };
}

/** The same for results about two objects; one is kept as long as both live. */
export function memoizePairs<First extends object, Second extends object, Value>(
  find: (first: First, second: Second) => Value,
): (first: First, second: Second) => Value {
  const byFirst = memoizeWeakly((first: First) => memoizeWeakly((second: Second) => find(first, second)));
  return (first, second) => byFirst(first)(second);
}
