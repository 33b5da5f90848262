import { nearestName } from '../../text/nearestName.ts';

/** A problem with the arguments. The message is a sentence for the user. */
export class Misuse extends Error {}

/** A question, after a space, if one of the names is similar to what was typed; otherwise empty. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const name = nearestName(typed, names);
  return name === undefined ? '' : ` Did you mean “${name}”?`;
}

/** The message for a rule that does not exist. */
export function noSuchRule(id: string, ids: readonly string[]): string {
  return `There is no rule “${id}”.${didYouMean(id, ids) || ' linkerd-lint rules lists all.'}`;
}
