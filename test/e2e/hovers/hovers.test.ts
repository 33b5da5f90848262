import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, type Hover, MarkdownString, type Position, type TextDocument } from 'vscode';
import { hoverText, openWithFindings, preview, rangeOf } from '../support/workbench.ts';

/** The place of a text, and a little into it. */
function within(document: TextDocument, text: string): Position {
  return rangeOf(document, text).start.translate(0, 1);
}

describe('hovers', () => {
  it('explain an annotation on its key and on its value', async () => {
    const document = await openWithFindings('web.yaml');
    const onKey = await hoverText(document, within(document, 'config.linkerd.io/proxy-cpu-limit'));
    assert.match(onKey, /^\*\*The proxy container’s CPU limit\.\*\*/);
    assert.match(onKey, /Applies to pods of this namespace/);
    const onValue = await hoverText(document, within(document, '"1500m"'));
    assert.match(onValue, /^✓ `1500m`: 1\.5 cores; worker threads of the proxy, at most: 2/);
  });

  it('explain a label', async () => {
    const document = await openWithFindings('web.yaml');
    const text = await hoverText(document, within(document, 'config.linkerd.io/admission-webhooks'));
    assert.match(text, /^\*\*Excludes a namespace from Linkerd’s webhooks\.\*\*/);
  });

  it('have links that open the reference, and may do nothing else', async () => {
    const document = await openWithFindings('web.yaml');
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      within(document, 'linkerd.io/inject'),
    );
    const [content] = hovers.flatMap(({ contents }) => contents);
    assert.ok(content instanceof MarkdownString);
    assert.deepEqual(content.isTrusted, {
      enabledCommands: ['linkerdLint.explainAnnotation', 'linkerdLint.explainRule'],
    });
    const link = /\(command:([^?)]+)\?([^)]+)\)/.exec(content.value);
    assert.ok(link?.[1] && link[2], content.value);
    await commands.executeCommand(link[1], ...JSON.parse(decodeURIComponent(link[2])));
    await preview(/inject\.md/);
  });
});
