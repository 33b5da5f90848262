/** What the catalogue says of where something was read in Linkerd's sources. */

const SOURCE =
  /^(?:(?<repository>linkerd[\w-]*) )?(?<path>[\w./-]*\w)(?: (?<symbol>[^,]+))?(?:, (?<note>.+))?$/;

/**
 * @typedef {object} Source
 * @property {string} repository of the organisation linkerd: `linkerd2`
 * @property {string} path
 * @property {string} symbol a function, a type or a setting in the file; may be empty
 * @property {string} note what else is said; may be empty
 * @property {string | undefined} release the last one that had it, where it is gone
 */

/** @param {string} text as an entry of the catalogue has it @returns {Source[]} */
export function sourcesOf(text) {
  return text.split('; ').map((part) => {
    const { repository = 'linkerd2', path, symbol = '', note = '' } = SOURCE.exec(part)?.groups ?? {};
    if (path === undefined) throw new Error(`“${part}” names no source.`);
    return { repository, path, symbol, note, release: /up to (\S+)/.exec(note)?.[1] };
  });
}

/**
 * The sources in linkerd2 that are not where the catalogue says; those that are said to be gone are not looked for.
 *
 * @param {readonly { source: string }[]} entries
 * @param {(path: string) => Promise<string | undefined>} read gives a file of linkerd2, if there is one
 */
export async function movedSources(entries, read) {
  const texts = [...new Set(entries.flatMap(({ source }) => source.split('; ')))];
  const moved = await Promise.all(
    texts.map(async (text) => {
      const [{ repository, path, symbol, note }] = sourcesOf(text);
      if (repository !== 'linkerd2' || note !== '') return [];
      const content = await read(path);
      const names = symbol.split(/[\s.:]+/).filter((name) => name !== '');
      return content !== undefined && names.every((name) => content.includes(name)) ? [] : [text];
    }),
  );
  return moved.flat();
}
