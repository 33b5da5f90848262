import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ServerClient } from '../server/serverClient.ts';
import { pod, useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

const SEVERITIES = [undefined, 'error', 'warning', 'information', 'hint'];

const CONFIG = `
overrides:
  - files: [apps/legacy/**]
    rules: {skip-inbound-missing-proxy-ports: hint}
  - files: ["**/fixed.yaml"]
    environment: {dataPlane: proxy-init}
ignore: [vendor/]
baseline: known.json
`;

const KNOWN = JSON.stringify({
  version: 1,
  findings: {
    'apps/known.yaml': {
      'skip-inbound-missing-proxy-ports': { 'config.linkerd.io/skip-inbound-ports: "80"': 1 },
    },
  },
});

/** Each with the clusters, the overrides and the baseline that it is there to show. */
const FILES = [
  'apps/web.yaml',
  'apps/legacy/web.yaml',
  'apps/fixed.yaml',
  'apps/known.yaml',
  'vendor/web.yaml',
  'clusters/cni/web.yaml',
  'clusters/proxy-init/web.yaml',
  'own/web.yaml',
];

test('editor and command line find, override, ignore and let be the same', async () => {
  workspace.write('.linkerd-lint.yaml', CONFIG);
  workspace.write('known.json', KNOWN);
  workspace.write('own/.linkerd-lint.yaml', 'rules: {skip-inbound-missing-proxy-ports: error}\n');
  workspace.write('clusters/cni/linkerd.yaml', 'linkerd-control-plane: {cniEnabled: true}\n');
  workspace.write('clusters/cni/plugin.yaml', 'linkerd2-cni: {image: {version: v1.6.2}}\n');
  workspace.write('clusters/proxy-init/linkerd.yaml', 'linkerd-control-plane: {cniEnabled: false}\n');
  // What is ignored gives no evidence: it would contradict the others.
  workspace.write('vendor/linkerd.yaml', 'linkerd2-cni: {image: {version: v1.0.0}}\n');
  for (const file of FILES) workspace.write(file, pod('"80"'));
  const printed = JSON.parse(workspace.run(['.', '--format', 'json']).stdout) as Record<string, unknown>[];

  const client = await ServerClient.start({ pulls: true, folder: pathToFileURL(workspace.folder).href });
  const uriOf = (file: string) => pathToFileURL(join(workspace.folder, file)).href;
  await client.open(uriOf('apps/web.yaml'), pod('"80"'));
  await client.pull(uriOf('apps/web.yaml'));
  await client.until(() => client.refreshes > 0);
  const shown: unknown[] = [];
  for (const file of FILES) {
    await client.open(uriOf(file), pod('"80"'));
    for (const { code, severity } of await client.pull(uriOf(file)))
      shown.push({ file, rule: code, severity: SEVERITIES[severity ?? 0] });
  }
  expect(await client.stop()).toBe(0);

  const RULE = 'skip-inbound-missing-proxy-ports';
  expect(shown).toEqual([
    { file: 'apps/web.yaml', rule: RULE, severity: 'warning' },
    { file: 'apps/legacy/web.yaml', rule: RULE, severity: 'hint' },
    { file: 'clusters/cni/web.yaml', rule: RULE, severity: 'warning' },
    { file: 'own/web.yaml', rule: RULE, severity: 'error' },
  ]);
  const order = (findings: unknown[]) => findings.map((finding) => JSON.stringify(finding)).sort();
  expect(order(printed.map(({ file, rule, severity }) => ({ file, rule, severity })))).toEqual(order(shown));
});
