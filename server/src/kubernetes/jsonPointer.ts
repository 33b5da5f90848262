/** The keys that a JSON pointer leads along, unescaped: RFC 6901, where `~1` is a slash and `~0` a tilde. */
export function pointerSteps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
