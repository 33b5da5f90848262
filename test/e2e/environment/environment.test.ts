import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findings, hoverText, onlyFinding, open, ruleOf, writeFile } from '../support/workbench.ts';

describe('the environment', () => {
  it('is found in the repository’s own files, and followed when these change', async () => {
    const document = await open('web.yaml');
    // Listing 4190 is wrong with proxy-init alone, which only the values say.
    const finding = await onlyFinding(document);
    assert.equal(ruleOf(finding), 'skip-inbound-covers-control-port');
    const text = await hoverText(document, finding.range.start);
    assert.match(text, /From the repository’s own files/);
    assert.match(text, /cniEnabled: false .*values\.yaml:2/);
    await writeFile('linkerd/values.yaml', 'cniEnabled: true\nidentityTrustAnchorsPEM: ""\n');
    await findings(document, 0);
  });
});
