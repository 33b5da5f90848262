import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import {
  type CompletionItem,
  type CompletionList,
  commands,
  type MarkdownString,
  type Position,
  Range,
  SnippetString,
  type TextDocument,
  window,
} from 'vscode';
import { findings, open, revert } from '../support/workbench.ts';

/** Writes a line behind the last one that says `after`, with the same indentation, and gives its end. */
async function writeBehind(document: TextDocument, after: string, text: string): Promise<Position> {
  const line = document.lineAt(document.positionAt(document.getText().lastIndexOf(after)).line);
  const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
  const editor = await window.showTextDocument(document);
  await editor.edit((edit) => edit.insert(line.range.end, `\n${indent}${text}`));
  return document.lineAt(line.lineNumber + 1).range.end;
}

/** Our completion items at a position, with their documentation. Asked again while the extension is still starting. */
async function offers(
  document: TextDocument,
  position: Position,
  trigger?: string,
): Promise<CompletionItem[]> {
  for (let attempt = 1; attempt < 20; attempt++) {
    const items = await offersNow(document, position, trigger);
    if (items.length > 0) return items;
  }
  return offersNow(document, position, trigger);
}

async function offersNow(
  document: TextDocument,
  position: Position,
  trigger?: string,
): Promise<CompletionItem[]> {
  const { items } = await commands.executeCommand<CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
    trigger,
    200,
  );
  return items.filter(({ sortText }) => /^\d{3}$/.test(sortText ?? ''));
}

function labelOf({ label }: CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** Accepts an item of the list and returns the resulting line. */
async function accept(
  document: TextDocument,
  items: readonly CompletionItem[],
  label: string,
): Promise<string> {
  const item = items.find((candidate) => labelOf(candidate) === label);
  assert.ok(item, `no “${label}” among: ${items.map(labelOf).join(', ')}`);
  assert.ok(item.insertText instanceof SnippetString && item.range instanceof Range);
  const editor = await window.showTextDocument(document);
  assert.ok(await editor.insertSnippet(item.insertText, item.range));
  return document.lineAt(item.range.start.line).text.trim();
}

describe('completion', () => {
  afterEach(async () => {
    for (const path of ['web.yaml', 'compose.yaml']) await revert(await open(path));
  });

  it('writes a key with its value in a pod template', async () => {
    const document = await open('web.yaml');
    const position = await writeBehind(document, 'team: shop', 'linkerd.io/inj');
    const items = await offers(document, position, '/');
    assert.equal(await accept(document, items, 'linkerd.io/inject'), 'linkerd.io/inject: enabled');
    await findings(document, 0);
  });

  it('explains a key beside the list', async () => {
    const document = await open('web.yaml');
    const items = await offers(document, await writeBehind(document, 'team: shop', 'config.'));
    const item = items.find((candidate) => labelOf(candidate) === 'config.linkerd.io/opaque-ports');
    assert.ok(item);
    const { value } = item.documentation as MarkdownString;
    assert.match(value, /protocol detection/);
    assert.match(value, /https:\/\/linkerd\.io\//);
  });

  it('knows the ports of the container', async () => {
    const document = await open('web.yaml');
    const line = 'config.linkerd.io/opaque-ports: "25,"';
    const end = await writeBehind(document, 'team: shop', line);
    const items = await offers(document, end.translate(0, -1), ',');
    assert.deepEqual(items.map(labelOf), ['8080']);
    assert.equal(await accept(document, items, '8080'), line.replace('25,', '25,8080'));
    await findings(document, 0);
  });

  it('offers nothing where Linkerd would not read it', async () => {
    const document = await open('web.yaml');
    const own = document.getText().indexOf('team: shop');
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(document.positionAt(own), 'linkerd\n    '));
    assert.deepEqual(await offers(document, document.positionAt(own + 'linkerd'.length)), []);
  });

  it('leaves other YAML alone', async () => {
    const document = await open('compose.yaml');
    assert.deepEqual(await offers(document, await writeBehind(document, 'team: shop', 'linkerd')), []);
  });
});
