import {
  type Disposable,
  EventEmitter,
  env,
  type FileChangeEvent,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  l10n,
  Uri,
  workspace,
} from 'vscode';
import { sectionOf } from './pageSections.ts';

/** The URI scheme of {@link BundledPages}. */
export const PAGES_SCHEME = 'linkerd-lint';

const ANNOTATIONS = '/annotations.md';

/** A rule id becomes a file name, and any extension may call the command that opens its page. */
const RULE_ID = /^[a-z][a-z-]*$/;
/** A language code of VS Code, which becomes a folder's name. */
const LANGUAGE = /^[a-z]{2}(?:-[a-z]+)?$/;
const WHOLE_PAGE = /^\/(?:annotations|rules\/(?:README|[a-z][a-z-]*))\.md$/;
const SECTION = /^\/annotations\/([^/]+\/[^/]*)\.md$/;

/**
 * A file system with the pages that are part of the extension, in VS Code's language or else in English, and one more
 * page for each annotation and label. So pages open in every host, whether the extension is on a disk or on a web
 * server, and links between them work.
 */
export class BundledPages implements FileSystemProvider {
  /** Never fires, because the pages do not change. */
  readonly onDidChangeFile = new EventEmitter<FileChangeEvent[]>().event;
  readonly #folder: Uri;

  constructor(extensionUri: Uri) {
    this.#folder = Uri.joinPath(extensionUri, 'docs');
  }

  /** The page, or the section about one key with links to the others. Rejects if there is none. */
  async readFile(uri: Uri): Promise<Uint8Array> {
    if (WHOLE_PAGE.test(uri.path)) return this.#read(uri.path);
    const key = SECTION.exec(uri.path)?.[1];
    const section = key === undefined ? undefined : sectionOf(await this.annotations(), key);
    if (section === undefined) throw FileSystemError.FileNotFound(uri);
    const all = `[${l10n.t('All annotations and labels')}](../../annotations.md)`;
    return new TextEncoder().encode(`${section}\n---\n\n${all}\n`);
  }

  async stat(uri: Uri): Promise<FileStat> {
    return { type: FileType.File, ctime: 0, mtime: 0, size: (await this.readFile(uri)).length };
  }

  /** The whole reference of annotations. */
  async annotations(): Promise<string> {
    return new TextDecoder().decode(await this.#read(ANNOTATIONS));
  }

  watch(): Disposable {
    return { dispose: () => {} };
  }

  readDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  /** In VS Code's language, if the page is translated. */
  async #read(path: string): Promise<Uint8Array> {
    const original = Uri.joinPath(this.#folder, path);
    const { language } = env;
    if (language === 'en' || !LANGUAGE.test(language)) return workspace.fs.readFile(original);
    const translated = Uri.joinPath(this.#folder, language, path);
    return workspace.fs.readFile(translated).then(undefined, () => workspace.fs.readFile(original));
  }
}

/** The URI of a rule's page; undefined if the id is not valid. */
export function rulePage(id: string): Uri | undefined {
  return RULE_ID.test(id) ? Uri.from({ scheme: PAGES_SCHEME, path: `/rules/${id}.md` }) : undefined;
}

/** The URI of the section about an annotation or label. */
export function annotationPage(key: string): Uri {
  return Uri.from({ scheme: PAGES_SCHEME, path: `/annotations/${key}.md` });
}
