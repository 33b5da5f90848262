import type { ListingHost, ListingOptions, ReadOptions } from './fileHost.ts';
import { isBelow, isSkippedPath, pathBelow } from './fileHost.ts';

/** Files that are in memory and not on the disk, such as those of an earlier commit. */
export class MemoryFiles implements ListingHost {
  readonly #texts: ReadonlyMap<string, string>;

  /** @param texts by URI */
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  async readText(uri: string, _options?: ReadOptions): Promise<string | undefined> {
    return this.#texts.get(uri);
  }

  async listFiles(folder: string, { endings, limit }: ListingOptions): Promise<string[]> {
    const isWanted = (uri: string) =>
      isBelow(uri, folder) &&
      endings.some((ending) => uri.toLowerCase().endsWith(ending)) &&
      !isSkippedPath(pathBelow(folder, uri) ?? '');
    return [...this.#texts.keys()].filter(isWanted).slice(0, limit);
  }
}
