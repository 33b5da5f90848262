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
`;

/**
 * Lints a small manifest as it is typed, which runs what every file needs: code that never ran is neither loaded nor
 * compiled. `round` makes it another text; `previous` is the file of the round before.
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
