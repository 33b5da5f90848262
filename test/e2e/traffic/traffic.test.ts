import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type CodeLens, commands, WorkspaceEdit, window, workspace } from 'vscode';
import { draw, drawing, titles } from '../support/drawing.ts';
import { waitFor } from '../support/waitFor.ts';
import { open, openWithFindings, rangeOf, revert, writeFile } from '../support/workbench.ts';

describe('effective traffic', () => {
  it('is drawn for the workload, the Service or the namespace under the cursor', async () => {
    const document = await openWithFindings('shop.yaml');
    assert.equal(await draw(document, 'kind: Deployment'), 8);
    assert.ok(titles().includes('Traffic: Deployment/web in shop'), titles().join());
    assert.equal(await draw(document, 'kind: Namespace'), 13);
    assert.ok(titles().includes('Traffic: Namespace shop'), titles().join());
  });

  it('follows edits', async () => {
    const document = await openWithFindings('shop.yaml');
    assert.equal(await draw(document, 'kind: Deployment'), 8);
    const picture = await drawing();
    const edit = new WorkspaceEdit();
    edit.delete(document.uri, rangeOf(document, '    - name: metrics\n      port: 9090\n'));
    await workspace.applyEdit(edit);
    await waitFor('a picture without the Service’s port', [picture.onDidDraw], () =>
      picture.drawn === 7 ? true : undefined,
    ).catch((error: Error) => assert.fail(`${error.message} There are ${picture.drawn} nodes.`));
    await revert(document);
  });

  it('is drawn for a namespace of 200 workloads', async () => {
    const content = Array.from({ length: 200 }, (_, number) => shopOf(`web-${number}`)).join('---\n');
    await writeFile('fair.yaml', `${NAMESPACE}---\n${content}`);
    const document = await open('fair.yaml');
    // Each workload, its port, its Service, its Server, and who may connect.
    const nodes = await draw(document, 'kind: Namespace');
    assert.equal(nodes, 1_000);
    await waitFor('the title', [window.tabGroups.onDidChangeTabs], () =>
      titles().includes('Traffic: Namespace fair') ? true : undefined,
    );
  });

  it('is counted above a pod template, with a click that leads to what selects the pods', async () => {
    const document = await openWithFindings('shop.yaml');
    const lenses = await commands.executeCommand<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    const [web, cart] = lenses.map(({ command }) => command);
    assert.equal(web?.title, 'Selected by 1 Service, 1 Server');
    assert.equal(cart?.title, 'Selected by 1 Service');
    assert.ok(web?.command);
    await commands.executeCommand(web.command, ...(web.arguments ?? []));
    await commands.executeCommand('closeReferenceSearch');
  });
});

const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: fair
  annotations:
    linkerd.io/inject: enabled
`;

function shopOf(name: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: fair }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 8080 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: fair }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: { name: ${name}, namespace: fair }
spec: { podSelector: { matchLabels: { app: ${name} } }, port: http, proxyProtocol: HTTP/1 }
`;
}
