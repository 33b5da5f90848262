import { mergeSettings } from '../config/settings.ts';
import type { Linter } from '../engine/linter.ts';
import { SourceFile } from '../engine/sourceFile.ts';

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

/** Runs what every keystroke runs, on a small manifest, so that the first one in earnest does not meet cold code. */
export function warmUp(linter: Linter): void {
  const settings = mergeSettings();
  let file = SourceFile.read(MANIFEST);
  linter.lint(file, settings);
  file = SourceFile.read(MANIFEST.replace('8080', '18080'), file);
  linter.lint(file, settings);
}
