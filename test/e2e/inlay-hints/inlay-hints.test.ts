import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, type InlayHint, type Position, Range } from 'vscode';
import { openWithFindings, rangeOf } from '../support/workbench.ts';

describe('inlay hints', () => {
  it('stand behind a list and behind a pod’s annotations, where the settings want them', async () => {
    const document = await openWithFindings('shop.yaml');
    const hints = await commands.executeCommand<InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new Range(0, 0, document.lineCount, 0),
    );
    const shown = hints.map(({ label, position }): [unknown, Position] => [label, position]);
    const pod = rangeOf(document, 'namespace: shop\n  annotations:').end;
    assert.deepEqual(shown, [
      ['from shop: inject enabled', pod],
      ['skips all but 8080', rangeOf(document, '"1-8079,8081-65535"').end],
    ]);
  });
});
