/** A step of the path of a Helm parameter. */
export interface ParameterStep {
  /** The key, without backslashes. */
  readonly name: string;
  /** Offset of the step in the path, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/**
 * The steps of a path as in `helm --set`, where `\.` is an escaped dot (Helm's `pkg/strvals/parser.go`):
 * `podAnnotations.config\.linkerd\.io/inject` has two.
 */
export function parameterSteps(path: string): readonly ParameterStep[] {
  let start = 0;
  return path.split(/(?<!\\)\./).map((written) => {
    const step = { name: written.replaceAll('\\.', '.'), start, end: start + written.length };
    start = step.end + 1;
    return step;
  });
}
