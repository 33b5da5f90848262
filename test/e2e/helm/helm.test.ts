import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { apply, onlyFinding, onlyFindingOf, open, quickFix, rangeOf, ruleOf } from '../support/workbench.ts';

describe('a Helm template', () => {
  it('is judged by what it says literally, and by nothing that it hides', async () => {
    const document = await open('shop/templates/web.yaml');
    const finding = await onlyFinding(document);
    assert.equal(ruleOf(finding), 'skip-inbound-missing-proxy-ports');
    assert.deepEqual(finding.range, rangeOf(document, '"8080,9090"'));
  });

  it('is fixed like any other file', async () => {
    const document = await open('shop/templates/web.yaml');
    const before = document.getText();
    const { range } = await onlyFinding(document);
    await apply(await quickFix(document, range, 'Add 4190 and 4191 (tap stays refused)'));
    assert.equal(document.getText(), before.replace('"8080,9090"', '"8080,9090,4190,4191"'));
    await onlyFindingOf(document, 'skip-inbound-covers-control-port');
  });
});
