import { l10n, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import { sectionOf } from './pageSections.ts';

/** The scheme of the documents that {@link BundledPages} provides. */
export const PAGES_SCHEME = 'linkerd-lint';

const ANNOTATIONS = '/annotations.md';

/** A rule id becomes a file name, and anybody may call the command that opens its page. */
const RULE_ID = /^[a-z][a-z-]*$/;
const KNOWN_PATH = /^\/(?:annotations|rules\/(?:README|[a-z][a-z-]*))\.md$/;

/**
 * The pages that come with the extension, as documents of a scheme of their own. So they open in every host, be the
 * extension on a disk or on a web server, and links between them work.
 */
export class BundledPages implements TextDocumentContentProvider {
  readonly #folder: Uri;

  constructor(extensionUri: Uri) {
    this.#folder = Uri.joinPath(extensionUri, 'docs');
  }

  /** The page, or with a query the section about that annotation. Rejects where there is none. */
  async provideTextDocumentContent({ path, query }: Uri): Promise<string> {
    if (!KNOWN_PATH.test(path)) throw new Error(`There is no page ${path}.`);
    const page = await this.#read(path);
    const section = query === '' ? undefined : sectionOf(page, query);
    if (section === undefined) return page;
    return `${section}\n---\n\n[${l10n.t('All annotations and labels')}](annotations.md)\n`;
  }

  /** The whole reference of annotations. */
  annotations(): Promise<string> {
    return this.#read(ANNOTATIONS);
  }

  async #read(path: string): Promise<string> {
    return new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(this.#folder, path)));
  }
}

/** The address of a rule's page; undefined where the id cannot be one. */
export function rulePage(id: string): Uri | undefined {
  return RULE_ID.test(id) ? Uri.from({ scheme: PAGES_SCHEME, path: `/rules/${id}.md` }) : undefined;
}

/** The address of the section about an annotation or label; without a key, of the whole reference. */
export function annotationPage(key = ''): Uri {
  return Uri.from({ scheme: PAGES_SCHEME, path: ANNOTATIONS, query: key });
}
