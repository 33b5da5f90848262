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

/** Often enough for the engine to compile what it runs for every keystroke; a millisecond of work each time. */
const ROUNDS = 60;
const PAUSE_MS = 10;

/**
 * Runs what every keystroke runs, on a small manifest: once at once, so that the first document in earnest does not meet
 * code that was never loaded, and then now and again, so that the first keystrokes do not meet code that was never
 * compiled. Ends by itself.
 */
export function warmUp(linter: Linter): void {
  const settings = mergeSettings();
  let file = SourceFile.read(MANIFEST);
  linter.lint(file, settings);
  const again = (round: number): void => {
    file = SourceFile.read(MANIFEST.replace('8080', `${8080 + round}`), file);
    linter.lint(file, settings);
    if (round < ROUNDS) setTimeout(again, PAUSE_MS, round + 1);
  };
  setTimeout(again, PAUSE_MS, 1);
}
