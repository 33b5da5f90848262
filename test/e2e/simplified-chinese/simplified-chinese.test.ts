import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { extensions, Uri, workspace } from 'vscode';
import { apply, hoverText, onlyFinding, open, preview, quickFix, rangeOf } from '../support/workbench.ts';

/** A page as the extension provides it. */
async function page(uri: string): Promise<string> {
  return (await workspace.openTextDocument(Uri.parse(uri))).getText();
}

const extension = extensions.all.find(({ id }) => id.endsWith('.linkerd-lint'));
/** In a browser VS Code translates the manifests of extensions from a marketplace only. */
const isManifestTranslated = extension?.extensionUri.scheme.startsWith('http') === false;

describe('a VS Code in Simplified Chinese', () => {
  it('shows findings, hovers and fixes in Chinese', async () => {
    const document = await open('web.yaml');
    const { message, range } = await onlyFinding(document);
    assert.match(message, /^这个列表没有包含 4190（tap）和 4191（指标和健康检查）。/);
    const place = rangeOf(document, 'config.linkerd.io/skip-inbound-ports').start.translate(0, 1);
    assert.match(await hoverText(document, place), /^✗ \*\*在 v1\.6\.3 之前的 linkerd-cni 上 tap 会失败\*\*/);
    await quickFix(document, range, '添加 4190 和 4191（tap 仍会被拒绝）');
  });

  it('explains rules in Chinese, and in English without a translation', async () => {
    const document = await open('web.yaml');
    const { range } = await onlyFinding(document);
    await apply(await quickFix(document, range, '查看说明'));
    await preview(/skip-inbound-missing-proxy-ports\.md/);
    assert.match(
      await page('linkerd-lint:/rules/skip-inbound-missing-proxy-ports.md'),
      /^skip-inbound-ports 没有包含代理自身的端口 4190 和 4191。$/m,
    );
    assert.match(await page('linkerd-lint:/rules/README.md'), /^# 规则$/m);
    assert.match(await page('linkerd-lint:/rules/skip-ports-overlap.md'), /^A port that a list names/m);
  });

  if (isManifestTranslated)
    it('has commands and settings in Chinese', () => {
      const { commands, configuration } = extension.packageJSON.contributes;
      assert.deepEqual(commands[0].title, {
        value: '查看注解或标签的说明',
        original: 'Explain an Annotation or Label',
      });
      assert.match(configuration.properties['linkerdLint.inlayHints'].description, /^是否在文本中显示/);
    });
});
