/** Something in the arguments that cannot be obeyed. The message is a sentence for the person who typed them. */
export class Misuse extends Error {}
