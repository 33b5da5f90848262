import picomatch from 'picomatch/posix';

/** A pattern for paths. */
export interface Glob {
  /** The folder that contains all matches. */
  readonly folder: string;
  matches(path: string): boolean;
}

/** Reads an absolute path with wildcards; `undefined` if it has none. */
export function readGlob(path: string): Glob | undefined {
  const { base, isGlob } = picomatch.scan(path);
  return isGlob ? { folder: base || '/', matches: picomatch(path, { dot: true }) } : undefined;
}
