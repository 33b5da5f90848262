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

/** The same files. A read that is asked to be slow takes its text at once, and gives it later. */
export class SlowFiles extends MemoryFiles {
  #onText: (() => Promise<void>) | undefined;

  /** Makes the next read slow. Once that has its text, gives what ends it. */
  slowRead(): Promise<() => void> {
    return new Promise((begun) => {
      this.#onText = () => new Promise((end) => begun(end));
    });
  }

  override async readText(uri: string): Promise<string | undefined> {
    const onText = this.#onText;
    this.#onText = undefined;
    const text = await super.readText(uri);
    await onText?.();
    return text;
  }
}

/** The URI of a path. */
export function uriOf(path: string): string {
  return `file:///${path}`;
}
