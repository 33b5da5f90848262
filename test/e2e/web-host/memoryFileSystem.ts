import {
  type Disposable,
  type Event,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
} from 'vscode';

/** A file, or a folder, which has no contents. Times are in milliseconds since 1970. */
interface Entry {
  readonly contents: Uint8Array | undefined;
  readonly ctime: number;
  readonly mtime: number;
}

/** Files that no disk has, as on vscode.dev. Folders come into being with the files in them. */
export class MemoryFileSystem implements FileSystemProvider {
  readonly #entries = new Map<string, Entry>();
  readonly #changes = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile: Event<FileChangeEvent[]> = this.#changes.event;

  /** Every change is reported, watched or not. */
  watch(): Disposable {
    return { dispose: () => {} };
  }

  stat(uri: Uri): FileStat {
    const { contents, ctime, mtime } = this.#get(uri);
    return { type: typeOf(contents), ctime, mtime, size: contents?.length ?? 0 };
  }

  readDirectory(uri: Uri): [string, FileType][] {
    this.#get(uri);
    const start = `${uri.path}/`;
    return [...this.#entries]
      .filter(([path]) => path.startsWith(start) && !path.includes('/', start.length))
      .map(([path, { contents }]) => [path.slice(start.length), typeOf(contents)]);
  }

  createDirectory(uri: Uri): void {
    this.#set(uri, undefined);
  }

  readFile(uri: Uri): Uint8Array {
    const { contents } = this.#get(uri);
    if (!contents) throw FileSystemError.FileIsADirectory(uri);
    return contents;
  }

  writeFile(uri: Uri, contents: Uint8Array): void {
    this.#set(uri, contents);
  }

  delete(uri: Uri): void {
    this.#get(uri);
    for (const path of [...this.#entries.keys()]) {
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.#entries.delete(path);
    }
    this.#changes.fire([{ type: FileChangeType.Deleted, uri }]);
  }

  rename(from: Uri, to: Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }

  #get(uri: Uri): Entry {
    const entry = this.#entries.get(uri.path);
    if (!entry) throw FileSystemError.FileNotFound(uri);
    return entry;
  }

  #set(uri: Uri, contents: Uint8Array | undefined): void {
    const folder = Uri.joinPath(uri, '..');
    if (folder.path !== '/' && !this.#entries.has(folder.path)) this.createDirectory(folder);
    const before = this.#entries.get(uri.path);
    // A save within the same millisecond as the last one would pass for no change.
    const mtime = Math.max(Date.now(), (before?.mtime ?? 0) + 1);
    this.#entries.set(uri.path, { contents, ctime: before?.ctime ?? mtime, mtime });
    this.#changes.fire([{ type: before ? FileChangeType.Changed : FileChangeType.Created, uri }]);
  }
}

function typeOf(contents: Uint8Array | undefined): FileType {
  return contents ? FileType.File : FileType.Directory;
}
