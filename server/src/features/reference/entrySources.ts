/** Where something was read in Linkerd's sources. */
export interface Source {
  /** Of the organisation linkerd: `linkerd2` */
  readonly repository: string;
  readonly path: string;
  /** A function, a type or a setting in the file; may be empty. */
  readonly symbol: string;
  /** What else is said; may be empty. */
  readonly note: string;
  /** The last release that had it, where it is gone. */
  readonly release: string | undefined;
}

const SOURCE =
  /^(?:(?<repository>linkerd[\w-]*) )?(?<path>[\w./-]*\w)(?: (?<symbol>[^,]+))?(?:, (?<note>.+))?$/;

/** The sources in the text that an entry of the catalogue has. Throws if a part names none. */
export function sourcesOf(text: string): Source[] {
  return text.split('; ').map((part) => {
    const { repository = 'linkerd2', path, symbol = '', note = '' } = SOURCE.exec(part)?.groups ?? {};
    if (path === undefined) throw new Error(`“${part}” names no source.`);
    return { repository, path, symbol, note, release: /up to (\S+)/.exec(note)?.[1] };
  });
}
