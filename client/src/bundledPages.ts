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
/** Made here of the rules' summaries, which the manifest has in each language. */
const INDEX = '/rules/README.md';

/** A rule id becomes a part of a URI, and any extension may call the command that opens its page. */
const RULE_ID = /^[a-z][a-z-]*$/;
const RULE = /^\/rules\/([a-z][a-z-]*)\.md$/;
/** Stands for the page's own rule in the file of all pages, as in scripts/build/pages.mjs. */
const OWN_ID = '¤';
const SECTION = /^\/annotations\/([^/]+\/[^/]*)\.md$/;

/**
 * A file system with the rules' pages that are part of the extension, in VS Code's language or else in English; the
 * reference of annotations, which the language server makes; and one more page for each annotation and label. So pages
 * open in every host, whether the extension is on a disk or on a web server, and links between them work.
 */
export class BundledPages implements FileSystemProvider {
  /** Never fires, because the pages do not change. */
  readonly onDidChangeFile = new EventEmitter<FileChangeEvent[]>().event;
  readonly #file: Uri;
  readonly #askForAnnotations: () => Promise<string>;
  /** Of the rules' pages, by their paths in `docs/`; read with the first page that is shown, and then kept. */
  #texts: Promise<ReadonlyMap<string, string>> | undefined;

  /** Asked for with the first page about annotations, and then kept. */
  #annotations: Promise<string> | undefined;

  readonly #summaries: Readonly<Record<string, string>>;

  /**
   * @param summaries of the rules, by id, in VS Code's language
   * @param askForAnnotations asks the language server for the whole reference of annotations
   */
  constructor(
    extensionUri: Uri,
    summaries: Readonly<Record<string, string>>,
    askForAnnotations: () => Promise<string>,
  ) {
    this.#askForAnnotations = askForAnnotations;
    this.#summaries = summaries;
    this.#file = Uri.joinPath(extensionUri, 'dist', 'pages.txt');
  }

  /** The page, or the section about one key with links to the others. Rejects if there is none. */
  async readFile(uri: Uri): Promise<Uint8Array> {
    if (uri.path === INDEX) return new TextEncoder().encode(this.#index());
    if (uri.path === ANNOTATIONS) return new TextEncoder().encode(await this.annotations());
    const rule = RULE.exec(uri.path)?.[1];
    if (rule !== undefined)
      return new TextEncoder().encode((await this.#read(uri.path)).replaceAll(OWN_ID, rule));
    const key = SECTION.exec(uri.path)?.[1];
    const section = key === undefined ? undefined : sectionOf(await this.annotations(), key);
    if (section === undefined) throw FileSystemError.FileNotFound(uri);
    const all = `[${l10n.t('All annotations and labels')}](../../annotations.md)`;
    return new TextEncoder().encode(`${section}\n---\n\n${all}\n`);
  }

  async stat(uri: Uri): Promise<FileStat> {
    return { type: FileType.File, ctime: 0, mtime: 0, size: (await this.readFile(uri)).length };
  }

  /** The whole reference of annotations. Rejects with a sentence for the user if the language server does not answer. */
  async annotations(): Promise<string> {
    this.#annotations ??= this.#askForAnnotations();
    try {
      return await this.#annotations;
    } catch (error) {
      // A server that is restarted may answer.
      this.#annotations = undefined;
      throw FileSystemError.Unavailable(
        l10n.t(
          'The reference of annotations comes from Linkerd Lint’s language server, which does not answer: {0}',
          error instanceof Error ? error.message : String(error),
        ),
      );
    }
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

  #index(): string {
    const rules = Object.entries(this.#summaries).map(
      ([id, summary]) => `- [\`${id}\`](./${id}.md): ${summary}`,
    );
    return `# ${l10n.t('Rules')}\n\n${rules.join('\n')}\n`;
  }

  /** In VS Code's language, if the page is translated; with {@link OWN_ID}. */
  async #read(path: string): Promise<string> {
    this.#texts ??= readTexts(this.#file);
    const texts = await this.#texts;
    const text = texts.get(`${env.language}${path}`) ?? texts.get(path.slice(1));
    if (text === undefined) throw FileSystemError.FileNotFound(path);
    return text;
  }
}

/** Of the format that scripts/build/pages.mjs writes: each text follows a line with its path. */
async function readTexts(file: Uri): Promise<ReadonlyMap<string, string>> {
  const pages = new TextDecoder().decode(await workspace.fs.readFile(file)).split('\0');
  return new Map(
    pages.map((page) => [page.slice(0, page.indexOf('\n')), page.slice(page.indexOf('\n') + 1)]),
  );
}

/** The URI of a rule's page; undefined if the id is not valid. */
export function rulePage(id: string): Uri | undefined {
  return RULE_ID.test(id) ? Uri.from({ scheme: PAGES_SCHEME, path: `/rules/${id}.md` }) : undefined;
}

/** The URI of the section about an annotation or label. */
export function annotationPage(key: string): Uri {
  return Uri.from({ scheme: PAGES_SCHEME, path: `/annotations/${key}.md` });
}
