import { Attachment } from './attachment.ts';

/**
 * Caches the result of `find` on the object that it is asked about, for as long as the object lives. Errors are not
 * cached. The result may depend on nothing but the object, so the type admits functions of one argument only.
 */
export function memoizeByObject<Owner extends object, Value>(
  find: (owner: Owner) => Value,
): (owner: Owner) => Value {
  const known = new Attachment<Owner, { readonly value: Value }>(find.name);
  return (owner) => {
    let found = known.get(owner);
    if (!found) {
      found = { value: find(owner) };
      known.set(owner, found);
    }
    return found.value;
  };
}
