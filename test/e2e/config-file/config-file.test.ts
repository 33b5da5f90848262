import { afterEach, describe, it } from 'mocha';
import { deleteFile, findings, onlyFinding, open, writeFile } from '../support/workbench.ts';

const configFile = '.linkerd-lint.yaml';

describe('.linkerd-lint.yaml', () => {
  afterEach(async () => {
    await deleteFile(configFile);
  });

  it('acts when it is created, edited and deleted', async () => {
    const document = await open('web.yaml');
    await onlyFinding(document);
    await writeFile(configFile, 'dataPlane: proxy-init\n');
    await findings(document, 0);
    await writeFile(configFile, 'dataPlane: cni\ncniPlugin: v1.6.2\n');
    await onlyFinding(document);
    await writeFile(configFile, 'rules:\n  skip-inbound-missing-proxy-ports: off\n');
    await findings(document, 0);
    await deleteFile(configFile);
    await onlyFinding(document);
  });
});
