import { commands, type Disposable, window, workspace } from 'vscode';

/** The command that the walkthrough's first step calls. */
const OPEN_EXAMPLE = 'linkerdLint.openExample';

/** A pod template with mistakes that a person makes: a list of ports that breaks tap, a space in it, a wrong word. */
const EXAMPLE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        linkerd.io/inject: "true"
        config.linkerd.io/skip-inbound-ports: "8080, 9090"
    spec:
      containers:
        - name: checkout
          image: shop/checkout:1.4.2
          ports:
            - containerPort: 8080
            - containerPort: 9090
`;

/** Registers the command that opens an example; it is a new file, so that nothing on the disk is touched. */
export function registerExample(): Disposable {
  return commands.registerCommand(OPEN_EXAMPLE, async () => {
    const document = await workspace.openTextDocument({ language: 'yaml', content: EXAMPLE });
    await window.showTextDocument(document);
  });
}
