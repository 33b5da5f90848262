import { afterEach, describe, expect, it } from 'vitest';
import type { Hover, InlayHint } from 'vscode-languageserver';
import { ServerClient } from './serverClient.ts';

const URI = 'file:///shop/web.yaml';
const TEXT = `apiVersion: v1
kind: Pod
metadata:
  annotations:
    linkerd.io/inject: enabled
    config.linkerd.io/skip-outbound-ports: "25,20-30"
`;

let client: Awaited<ReturnType<typeof ServerClient.start>>;

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

/** The hints of the lines from `first` to `last`. */
function hints(first: number, last: number): Promise<InlayHint[]> {
  return client.connection.sendRequest('textDocument/inlayHint', {
    textDocument: { uri: URI },
    range: { start: { line: first, character: 0 }, end: { line: last, character: 0 } },
  });
}

describe('inlay hints', () => {
  it('are off until the editor’s settings want them', async () => {
    client = await ServerClient.start({ settings: {} });
    await client.open(URI, TEXT);
    expect(await hints(0, 6)).toEqual([]);
    client.settings = { inlayHints: 'on' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => client.hintRefreshes > 0);
    expect(await hints(0, 6)).toMatchObject([
      { position: { line: 5, character: 53 }, label: 'skips 20-30', paddingLeft: true },
    ]);
    expect(await hints(0, 4)).toEqual([]);
  });

  it('are nothing for a file that is not open', async () => {
    client = await ServerClient.start({ settings: { inlayHints: 'on' } });
    expect(await hints(0, 6)).toEqual([]);
  });
});

describe('links in hovers', () => {
  it.each([
    [{ explainAnnotationCommand: 'lint.explain' }, true],
    [{}, false],
  ])('to the reference, for a client that said %j: %s', async (initializationOptions, hasLink) => {
    client = await ServerClient.start({ initializationOptions });
    await client.open(URI, TEXT);
    const hover: Hover | null = await client.hover(URI, 'linkerd.io/inject');
    expect(JSON.stringify(hover?.contents).includes('(command:lint.explain?')).toBe(hasLink);
  });
});
