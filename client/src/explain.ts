import { commands, type Disposable, type ExtensionContext, l10n, type Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ANNOTATIONS_PAGE_REQUEST } from '../../server/src/lsp/protocol.ts';
import { annotationPage, BundledPages, PAGES_SCHEME, rulePage } from './bundledPages.ts';
import { keysOf } from './pageSections.ts';
import { statusText } from './statusText.ts';

/** The commands that open a page; the server uses the second one in hovers. */
export const EXPLAIN_RULE = 'linkerdLint.explainRule';
export const EXPLAIN_ANNOTATION = 'linkerdLint.explainAnnotation';

/** Registers the pages and the commands that open them. */
export function registerExplain(
  context: ExtensionContext,
  client: Promise<BaseLanguageClient>,
): Disposable[] {
  const pages = new BundledPages(context.extensionUri, ruleSummaries(context), async () =>
    (await client).sendRequest<string>(ANNOTATIONS_PAGE_REQUEST),
  );
  return [
    workspace.registerFileSystemProvider(PAGES_SCHEME, pages, { isCaseSensitive: true, isReadonly: true }),
    commands.registerCommand(EXPLAIN_RULE, (rule?: unknown) => explainRule(context, rule)),
    commands.registerCommand(EXPLAIN_ANNOTATION, (key?: unknown) => explainAnnotation(pages, key)),
  ];
}

/** Opens a rule's page. Without a rule, the user chooses one. */
async function explainRule(context: ExtensionContext, rule: unknown): Promise<void> {
  const id = typeof rule === 'string' ? rule : await chooseRule(context);
  const page = id === undefined ? undefined : rulePage(id);
  if (page) await show(page);
}

/** Opens the reference at an annotation or label. Without a key, the user chooses one. */
async function explainAnnotation(pages: BundledPages, key: unknown): Promise<void> {
  let page: string;
  try {
    page = await pages.annotations();
  } catch (error) {
    void window.showErrorMessage(statusText(error instanceof Error ? error.message : String(error)));
    return;
  }
  const chosen = typeof key === 'string' ? key : await chooseKey(page);
  if (chosen !== undefined) await show(annotationPage(chosen));
}

/** As a preview. If VS Code's built-in extension for that is disabled, as text. */
async function show(page: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', page);
  } catch {
    await window.showTextDocument(page);
  }
}

/** The rules' summaries in VS Code's language, by id, taken from the settings in the extension's manifest. */
export function ruleSummaries({ extension }: ExtensionContext): Record<string, string> {
  const { properties } = extension.packageJSON.contributes.configuration;
  const rules: Record<string, { description: string }> = properties['linkerdLint.rules'].properties;
  return Object.fromEntries(Object.entries(rules).map(([id, { description }]) => [id, description]));
}

async function chooseRule(context: ExtensionContext): Promise<string | undefined> {
  const items = Object.entries(ruleSummaries(context)).map(([label, detail]) => ({ label, detail }));
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Which rule?'),
    matchOnDetail: true,
  });
  return chosen?.label;
}

async function chooseKey(page: string): Promise<string | undefined> {
  const keys = new Set(keysOf(page));
  return window.showQuickPick([...keys], { placeHolder: l10n.t('Which annotation or label?') });
}
