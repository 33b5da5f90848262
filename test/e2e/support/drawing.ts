import { commands, type Event, extensions, Selection, type TextDocument, window } from 'vscode';
import { rangeOf } from './workbench.ts';

/** Draws what the first such text stands for; gives the number of nodes that the webview says it has drawn. */
export async function draw(document: TextDocument, text: string): Promise<number | undefined> {
  const editor = await window.showTextDocument(document);
  const { start } = rangeOf(document, text);
  editor.selection = new Selection(start, start);
  return commands.executeCommand<number>('linkerdLint.showTraffic');
}

/** The titles of all tabs. */
export function titles(): string[] {
  return window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}

/** What the webview has drawn: the number of nodes of the latest picture. */
export interface Drawing {
  readonly drawn: number | undefined;
  readonly onDidDraw: Event<number>;
}

/** What the webview draws. */
export async function drawing(): Promise<Drawing> {
  const extension = extensions.getExtension<{ traffic: Drawing }>('linkerd-lint.linkerd-lint');
  if (!extension) throw new Error('The extension is not there.');
  return (await extension.activate()).traffic;
}
