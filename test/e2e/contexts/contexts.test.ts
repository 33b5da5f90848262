import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  apply,
  findings,
  hoverText,
  onlyFinding,
  onlyFindingOf,
  open,
  quickFix,
  rangeOf,
  ruleOf,
} from '../support/workbench.ts';

/** Files that hold the annotation where it is not an entry of a plain manifest, and the value that leaves ports out. */
const PLACES = [
  { name: 'a values file', file: 'chart/values.yaml', value: '"8080"' },
  { name: 'an inline JSON patch in a kustomization', file: 'overlay/kustomization.yaml', value: '"9090"' },
  { name: 'the values text of an Argo CD application', file: 'argo-cd/application.yaml', value: '"7070"' },
];

for (const { name, file, value } of PLACES) {
  describe(name, () => {
    it('shows the squiggle at the value', async () => {
      const document = await open(file);
      const finding = await onlyFinding(document);
      assert.equal(ruleOf(finding), 'skip-inbound-missing-proxy-ports');
      assert.deepEqual(finding.range, rangeOf(document, value));
    });

    it('explains the value', async () => {
      const document = await open(file);
      const { range } = await onlyFinding(document);
      const text = await hoverText(document, range.start);
      assert.match(text, /Tap fails on linkerd-cni before v1\.6\.3/);
    });

    it('fixes the value and nothing else', async () => {
      const document = await open(file);
      const before = document.getText();
      const { range } = await onlyFinding(document);
      await apply(await quickFix(document, range, 'Add 4190 and 4191 (tap stays refused)'));
      assert.equal(document.getText(), before.replace(value, value.replace(/"$/, ',4190,4191"')));
      await onlyFindingOf(document, 'skip-inbound-covers-control-port');
    });
  });
}

describe('a chart template', () => {
  it('shows what is certain in a list that a template fills in part', async () => {
    const document = await open('chart/templates/web.yaml');
    const finding = await onlyFinding(document);
    assert.equal(ruleOf(finding), 'skip-ports-whitespace');
    assert.deepEqual(finding.range, rangeOf(document, '3306 '));
  });

  it('explains the list', async () => {
    const document = await open('chart/templates/web.yaml');
    const { range } = await onlyFinding(document);
    assert.match(await hoverText(document, range.start), /3306/);
  });

  it('fixes the token and leaves the actions alone', async () => {
    const document = await open('chart/templates/web.yaml');
    const before = document.getText();
    const { range } = await onlyFinding(document);
    await apply(await quickFix(document, range, 'Remove the spaces (safe fix)'));
    assert.equal(document.getText(), before.replace('3306 ,', '3306,'));
    await findings(document, 0);
  });
});
