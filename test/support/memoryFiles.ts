import { isBelow, type ListingHost } from '../../server/src/workspace/fileHost.ts';

/** Files in memory, by their paths below `file:///`; what was asked for is on record. */
export class MemoryFiles implements ListingHost {
  readonly texts: Map<string, string>;
  readonly read: string[] = [];

  constructor(files: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(files).map(([path, text]) => [uriOf(path), text]));
  }

  async readText(uri: string): Promise<string | undefined> {
    this.read.push(uri);
    return this.texts.get(uri);
  }

  async listFiles(
    folder: string,
    { endings, limit }: Parameters<ListingHost['listFiles']>[1],
  ): Promise<string[]> {
    const wanted = (uri: string) => isBelow(uri, folder) && endings.some((ending) => uri.endsWith(ending));
    return [...this.texts.keys()].filter(wanted).slice(0, limit);
  }
}

/** The URI of a path. */
export function uriOf(path: string): string {
  return `file:///${path}`;
}
