import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { ConfigurationTarget, DiagnosticSeverity, languages, workspace } from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import { findings, onlyFinding, open, ruleOf } from '../support/workbench.ts';

const rule = 'skip-inbound-missing-proxy-ports';

describe('settings', () => {
  afterEach(async () => {
    await change('dataPlane', undefined);
    await change('cniPlugin', undefined);
    await change('rules', undefined);
    await onlyFinding(await open('web.yaml'));
  });

  it('dataPlane: proxy-init silences what concerns linkerd-cni alone', async () => {
    const document = await open('web.yaml');
    await onlyFinding(document);
    await change('dataPlane', 'proxy-init');
    await findings(document, 0);
  });

  it('cniPlugin: a fixed version silences it as well', async () => {
    const document = await open('web.yaml');
    await onlyFinding(document);
    await change('dataPlane', 'cni');
    await change('cniPlugin', 'v1.6.4');
    await findings(document, 0);
  });

  it('rules: gives a rule another severity', async () => {
    const document = await open('web.yaml');
    assert.equal(ruleOf(await onlyFinding(document)), rule);
    await change('rules', { [rule]: 'error' });
    await waitFor('an error', [languages.onDidChangeDiagnostics], () =>
      languages.getDiagnostics(document.uri).find((it) => it.severity === DiagnosticSeverity.Error),
    );
  });

  it('rules: turns a rule off', async () => {
    const document = await open('web.yaml');
    await onlyFinding(document);
    await change('rules', { [rule]: 'off' });
    await findings(document, 0);
  });
});

async function change(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration('linkerdLint').update(name, value, ConfigurationTarget.Workspace);
}
