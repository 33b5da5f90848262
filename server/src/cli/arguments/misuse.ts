import { nearestName } from '../../text/nearestName.ts';

/** Something in the arguments that cannot be obeyed. The message is a sentence for the person who typed them. */
export class Misuse extends Error {}

/** A question, with a space before it, where one of the names is near what was typed; else nothing. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const name = nearestName(typed, names);
  return name === undefined ? '' : ` Did you mean “${name}”?`;
}

/** What is said of a rule that does not exist. */
export function noSuchRule(id: string, ids: readonly string[]): string {
  return `There is no rule “${id}”.${didYouMean(id, ids) || ' linkerd-lint rules lists all.'}`;
}
