/** A chart with a mistake in its values, and the programs that render it: stand-ins and the real ones. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe } from 'vitest';

/** The template `templates/pod.yaml` of the chart `web`. */
export const TEMPLATE = `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
  annotations:
    config.linkerd.io/skip-inbound-ports: {{ .Values.ports | quote }}
spec:
  containers: []
`;

/** Values with the mistake in line 2. */
const VALUES = 'replicas: 1\nports: "8080"\n';

/** What Helm makes of the two. */
export const OUTPUT = `---
# Source: web/templates/pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: release-name
  annotations:
    config.linkerd.io/skip-inbound-ports: "8080"
spec:
  containers: []
`;

/**
 * The files of such a chart, by their names in its folder.
 *
 * @param values the text of `values.yaml`
 */
export function chartFiles(values = VALUES): Record<string, string> {
  return {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'values.yaml': values,
    'templates/pod.yaml': TEMPLATE,
  };
}

/** Writes a program that is a shell script into `.bin/` of a folder, and returns that `.bin/`, for PATH. */
export function standIn(folder: string, name: string, script: string): string {
  const path = join(folder, '.bin', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return dirname(path);
}

/** A script that prints a text. */
export function printing(text: string): string {
  return `/bin/cat <<'END'\n${text}END`;
}

/**
 * Tests with a real program, which get the folder it is in. Machines without it are not asked to have it: there the
 * tests do not exist, so that none counts as left out.
 */
export function withReal(name: string, tests: (folder: string) => void): void {
  const { stdout, status } = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  if (status === 0) describe(`with the real ${name}`, () => tests(dirname(stdout.trim())));
  else console.log(`${name} is not installed, so nothing is rendered with it.`);
}
