import type { LintSettings } from './lintDocument.ts';
import type { Linter } from './linter.ts';
import { SourceFile } from './sourceFile.ts';

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata:
      annotations:
        linkerd.io/inject: enabled
        config.linkerd.io/skip-inbound-ports: "8080, 9090"
        config.linkerd.io/proxy-cpu-request: 100m
    spec:
      containers:
      - name: web
        ports:
        - containerPort: 8080
---
# linkerd-lint-disable-next-line annotation-unknown-key
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    config.linkerd.io/opaque-port: "3306"
    config.linkerd.io/opaque-ports: 3306,mysql
---
apiVersion: v1
kind: Namespace
metadata:
  name: web
  annotations:
    linkerd.io/inject: yes
    config.linkerd.io/proxy-cpu-request: 100x
`;

/**
 * Lints a small manifest as it is typed, which runs what every file needs: code that never ran is neither loaded nor
 * compiled. What is wrong in it is what is often wrong; what does not change is linted in the first round alone. `round` makes it another text; `previous` is the file of the round before.
 */
export function practise(
  linter: Linter,
  settings: LintSettings,
  round = 0,
  previous?: SourceFile,
): SourceFile {
  const file = SourceFile.read(MANIFEST.replace('8080', `${8080 + round}`), previous);
  linter.lint(file, settings);
  return file;
}
