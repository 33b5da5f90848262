import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DiagnosticSeverity, languages } from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import { hoverText, open, ruleOf, writeFile } from '../support/workbench.ts';

describe('the environment', () => {
  it('is found in the repository’s own files, and followed when these change', async () => {
    const document = await open('web.yaml');
    // It is a warning with proxy-init, which only the values say, and else an information.
    const finding = await waitFor('a warning', [languages.onDidChangeDiagnostics], () =>
      languages.getDiagnostics(document.uri).find(({ severity }) => severity === DiagnosticSeverity.Warning),
    );
    assert.equal(ruleOf(finding), 'skip-inbound-covers-control-port');
    const { start } = finding.range;
    const key = document.lineAt(start).text.indexOf('config.linkerd.io/');
    const text = await hoverText(document, start.with({ character: key }));
    assert.match(text, /Found in the repository: `dataPlane` \(\[linkerd\/values\.yaml:2\]/);
    await writeFile('linkerd/values.yaml', 'cniEnabled: true\nidentityTrustAnchorsPEM: ""\n');
    const waited = await waitFor('another severity', [languages.onDidChangeDiagnostics], () =>
      languages
        .getDiagnostics(document.uri)
        .find(({ severity }) => severity === DiagnosticSeverity.Information),
    );
    assert.equal(ruleOf(waited), 'skip-inbound-covers-control-port');
  });
});
