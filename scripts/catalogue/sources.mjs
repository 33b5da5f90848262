import { loadTypeScript } from '../project/typeScript.mjs';

/**
 * The sources in linkerd2 that are not where the catalogue says; those that are said to be gone are not looked for.
 *
 * @param {readonly { source: string }[]} entries
 * @param {(path: string) => Promise<string | undefined>} read gives a file of linkerd2, if there is one
 */
export async function movedSources(entries, read) {
  const { sourcesOf } = await loadTypeScript(
    new URL('../../server/src/features/reference/entrySources.ts', import.meta.url),
  );
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
