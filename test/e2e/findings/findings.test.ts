import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, DiagnosticSeverity, languages } from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import {
  findings,
  hoverText,
  onlyFinding,
  open,
  preview,
  rangeOf,
  ruleOf,
  saveAs,
} from '../support/workbench.ts';

describe('findings', () => {
  it('marks the value in the second document of a file', async () => {
    const document = await open('web.yaml');
    const finding = await onlyFinding(document);
    assert.equal(ruleOf(finding), 'skip-inbound-missing-proxy-ports');
    assert.equal(finding.source, 'linkerd-lint');
    assert.equal(finding.severity, DiagnosticSeverity.Warning);
    assert.deepEqual(finding.range, rangeOf(document, '"8080"'));
  });

  it('has a code that leads to the page of its rule', async () => {
    const { code } = await onlyFinding(await open('web.yaml'));
    assert.ok(typeof code === 'object');
    assert.equal(code.target.scheme, 'command');
    const [command, query = ''] = code.target.toString(true).slice('command:'.length).split('?');
    assert.ok(command);
    await commands.executeCommand(command, ...JSON.parse(decodeURIComponent(query)));
    assert.match(await preview(/skip-inbound-missing-proxy-ports/), /skip-inbound-missing-proxy-ports/);
  });

  it('names the missing ports and whom they matter to', async () => {
    const { message } = await onlyFinding(await open('web.yaml'));
    for (const part of ['4190', 'tap', '4191', 'linkerd-cni', 'v1.6.3']) {
      assert.ok(message.includes(part), `"${part}" is missing in: ${message}`);
    }
  });

  it('marks single ports of a list, in every document of the file', async () => {
    const document = await open('tokens.yaml');
    const [space, reversed] = await findings(document, 2);
    assert.equal(space && ruleOf(space), 'skip-ports-whitespace');
    assert.equal(space?.range.start.line, rangeOf(document, ' 3306').start.line);
    assert.equal(space?.severity, DiagnosticSeverity.Error);
    assert.equal(reversed && ruleOf(reversed), 'skip-ports-reversed-range');
    assert.deepEqual(reversed?.range, rangeOf(document, '9000-8000'));
  });

  it('follows what is typed', async () => {
    const document = await open('healthy.yaml');
    const healthy = document.getText();
    await saveAs(document, healthy.replace('4190,4191,', ''));
    await onlyFinding(document);
    await saveAs(document, healthy);
    await findings(document, 0);
  });

  it('explains the annotation on its key and on its value', async () => {
    const document = await open('web.yaml');
    await onlyFinding(document);
    for (const text of ['config.linkerd.io/skip-inbound-ports', '8080']) {
      const hover = await hoverText(document, rangeOf(document, text).start.translate(0, 1));
      assert.match(hover, /8080/, `hover on ${text}`);
      assert.match(hover, /4190/, `hover on ${text}`);
      assert.match(hover, /13976/, `hover on ${text}`);
    }
  });

  it('has nothing to say about other annotations', async () => {
    const document = await open('web.yaml');
    await waitFor('a finding', [languages.onDidChangeDiagnostics], () =>
      languages.getDiagnostics(document.uri).length > 0 ? true : undefined,
    );
    assert.equal(await hoverText(document, rangeOf(document, 'image: web:1').start), '');
  });
});
