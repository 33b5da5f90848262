import picomatch from 'picomatch/posix';

/** A pattern for paths. */
export interface Glob {
  /** The folder below which everything is that matches. */
  readonly folder: string;
  matches(path: string): boolean;
}

/** Reads an absolute path with wildcards; `undefined` for one without. */
export function readGlob(path: string): Glob | undefined {
  const { base, isGlob } = picomatch.scan(path);
  return isGlob ? { folder: base || '/', matches: picomatch(path, { dot: true }) } : undefined;
}
