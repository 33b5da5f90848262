/** Something in the arguments that cannot be obeyed. The message is a sentence for the person who typed them. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** Whether an error is {@link Misuse}. Each bundle may have a class of its own, so the name decides. */
export function isMisuse(error: unknown): error is Misuse {
  return error instanceof Error && error.name === 'Misuse';
}
