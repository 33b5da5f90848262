import { Attachment } from './attachment.ts';

/** A function that finds something out about each object once, and keeps it with the object. `rest` counts at the first call. */
export function memoizeByObject<Owner extends object, Rest extends readonly unknown[], Value>(
  find: (owner: Owner, ...rest: Rest) => Value,
): (owner: Owner, ...rest: Rest) => Value {
  const known = new Attachment<Owner, { readonly value: Value }>(find.name);
  return (owner, ...rest) => {
    let found = known.get(owner);
    if (!found) {
      found = { value: find(owner, ...rest) };
      known.set(owner, found);
    }
    return found.value;
  };
}
