import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  type CompletionContext,
  type CompletionItem,
  type CompletionList,
  type Position,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readExample } from '../support/example.ts';
import { type ClientSetup, ServerClient } from './serverClient.ts';

const URI = 'file:///shop/web.yaml';
const ABLE: ClientSetup['completionItem'] = {
  snippetSupport: true,
  labelDetailsSupport: true,
  documentationFormat: ['markdown', 'plaintext'],
  resolveSupport: { properties: ['documentation'] },
  tagSupport: { valueSet: [1] },
};

let client: Awaited<ReturnType<typeof ServerClient.start>>;

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

/** A Pod with this among its annotations. */
function pod(annotation: string): string {
  return `
    apiVersion: v1
    kind: Pod
    metadata:
      annotations:
        ${annotation}
    spec:
      containers:
        - name: web
          ports: [{name: http, containerPort: 8080}]
  `;
}

/** Starts a server for such a client and opens an example; gives the position of its cursor. */
async function open(annotation: string, completionItem = ABLE, setup: ClientSetup = {}): Promise<Position> {
  client = await ServerClient.start({ ...setup, ...(completionItem ? { completionItem } : {}) });
  const { text, cursor = 0 } = readExample(pod(annotation));
  await client.open(URI, text);
  return client.document(URI).positionAt(cursor);
}

async function complete(position: Position, context?: CompletionContext): Promise<CompletionList> {
  return client.connection.sendRequest('textDocument/completion', {
    textDocument: { uri: URI },
    position,
    context,
  });
}

async function completeItem(label: string, position: Position): Promise<CompletionItem> {
  const item = (await complete(position)).items.find((candidate) => candidate.label === label);
  if (!item) throw new RangeError(`${label} is not offered`);
  return item;
}

/** The line at the cursor after an item is accepted. */
function lineAfter({ textEdit }: CompletionItem): string | undefined {
  if (!textEdit || !('range' in textEdit)) throw new TypeError('there is no text edit');
  const after = TextDocument.applyEdits(client.document(URI), [textEdit]);
  return after.split('\n')[textEdit.range.start.line]?.trim();
}

describe('completion', () => {
  it('is announced with the characters that ask for it', async () => {
    await open('$0');
    expect(client.result.capabilities.completionProvider).toEqual({
      triggerCharacters: ['.', '/', '"', "'", ',', ' '],
      resolveProvider: true,
    });
  });

  it('replaces the whole key by a snippet, and brings documentation when it is requested', async () => {
    const item = await completeItem('linkerd.io/inject', await open('linkerd.io/inj$0'));
    expect(item).toMatchObject({ insertTextFormat: 2, filterText: 'linkerd.io/inject' });
    expect(item.documentation).toBeUndefined();
    expect(lineAfter(item)).toBe(`linkerd.io/inject: \${1|enabled,disabled,ingress|}`);
    const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown' });
    expect(JSON.stringify(resolved.documentation)).toContain('Since');
    expect(resolved.textEdit).toEqual(item.textEdit);
  });

  it('inserts plain text, with documentation at once, for a client that can do no more', async () => {
    const item = await completeItem('linkerd.io/inject', await open('linkerd.io/inj$0', {}));
    expect(item.insertTextFormat).toBe(1);
    expect(item.documentation).toMatchObject({ kind: 'plaintext' });
    expect(lineAfter(item)).toBe('linkerd.io/inject: enabled');
  });

  it('says beside a port what it is', async () => {
    const position = await open('config.linkerd.io/opaque-ports: "$0"');
    expect(await completeItem('8080', position)).toMatchObject({
      labelDetails: { description: 'http · web' },
    });
  });

  it('follows the settings', async () => {
    const setup = { settings: { dataPlane: 'cni', cniPlugin: 'v1.1.0', linkerd: '2.10' } };
    const position = await open('config.linkerd.io/skip-inbound-ports: "$0"', ABLE, setup);
    expect((await complete(position)).items.map(({ label }) => label)).toEqual([
      '4190,4191',
      '4190,4191,8080',
    ]);
  });

  it('asks anew for units when a number is typed', async () => {
    const position = await open('config.linkerd.io/proxy-outbound-connect-timeout: "5$0"');
    expect(await complete(position)).toMatchObject({ isIncomplete: true });
  });

  it('does not come up while the user indents', async () => {
    const position = await open('$0');
    expect((await complete(position, { triggerKind: 2, triggerCharacter: ' ' })).items).toEqual([]);
    expect((await complete(position)).items).not.toEqual([]);
  });

  it('has nothing for a file that is not open, nor for an item that is not its own', async () => {
    await open('$0');
    const textDocument = { uri: 'file:///nowhere.yaml' };
    const position = { line: 0, character: 0 };
    expect(
      await client.connection.sendRequest('textDocument/completion', { textDocument, position }),
    ).toMatchObject({
      items: [],
    });
    const foreign = { label: 'x', data: { key: 1 } };
    expect(await client.connection.sendRequest('completionItem/resolve', foreign)).toEqual(foreign);
  });

  it('gives up what is cancelled', async () => {
    const position = await open('$0');
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: URI }, position };
    const answer = client.connection.sendRequest<CompletionList>(
      'textDocument/completion',
      params,
      source.token,
    );
    source.cancel();
    const given = await answer.catch(() => undefined);
    expect(given?.items ?? []).toEqual([]);
    expect((await complete(position)).items).not.toEqual([]);
  });
});
