import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

describe('explain <file>:<line>', () => {
  test('says what is there, what was found, and why', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('.linkerd-lint.yaml', 'dataPlane: cni\nrules: {skip-ports-overlap: off}\n');
    workspace.write(
      'cni.yaml',
      'kind: DaemonSet\napiVersion: apps/v1\nmetadata: {name: linkerd-cni, namespace: linkerd-cni}\nspec: {template: {spec: {containers: [{name: install-cni, image: "cr.l5d.io/linkerd/cni-plugin:v1.6.2"}]}}}\n',
    );
    workspace.write('shop/web.yaml', WARNED);
    const { stdout, stderr, status } = workspace.run(['explain', 'shop/web.yaml:5:10']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(
      /^shop\/web\.yaml:5: config\.linkerd\.io\/skip-inbound-ports: "8080"\n\nWhat is written here\n/,
    );
    expect(stdout).toContain('  warning skip-inbound-missing-proxy-ports: ');
    expect(stdout).toContain('“warning” is the rule’s default in this environment: linkerd-cni v1.6.2');
    expect(stdout).toContain('skip-ports-overlap: “off” is set in .linkerd-lint.yaml.\n');
    expect(stdout).toContain('cniPlugin: v1.6.2  # found in the repository\n      cni.yaml:4:');
  });

  test('takes the settings of a run', () => {
    workspace.write('web.yaml', WARNED);
    workspace.write('ci.yaml', 'dataPlane: proxy-init\n');
    const off = ['--rule', 'skip-inbound-missing-proxy-ports=off'];
    expect(workspace.run(['explain', 'web.yaml:5', ...off]).stdout).toContain(
      'skip-inbound-missing-proxy-ports: “off” is set on the command line. If enabled, it would report this line.',
    );
    expect(workspace.run(['explain', '-c', 'ci.yaml', 'web.yaml:5']).stdout).toContain(
      'dataPlane: proxy-init  # from ci.yaml',
    );
  });

  test('says why a run over the folder leaves the file out', () => {
    workspace.write('.gitignore', 'rendered.*\n');
    workspace.write('rendered.txt', WARNED);
    expect(workspace.run(['explain', 'rendered.txt:5']).stdout).toMatch(
      /\n\nA run over the folder skips this file\n {2}Its extension .*\n {2}Git ignores it\.\n$/,
    );
  });

  test.each([
    ['web.yaml:0', 'web.yaml has only 6 lines, so there is no line 0.'],
    ['web.yaml:7', 'web.yaml has only 6 lines, so there is no line 7.'],
    ['missing.yaml:1', 'missing.yaml does not exist.'],
    ['folder:1', 'folder is a folder.'],
    ['wide.yaml:1', 'wide.yaml cannot be read: it is UTF-16, not UTF-8.'],
    ['web.yaml', 'Add a line, such as linkerd-lint explain web.yaml:29.'],
    ['web.yml', 'There is no rule “web.yml”.'],
  ])('%s: %s', (place, message) => {
    workspace.write('web.yaml', WARNED);
    workspace.write('wide.yaml', Buffer.from(`\uFEFF${WARNED}`, 'utf16le'));
    mkdirSync(join(workspace.folder, 'folder'));
    const { stderr, status } = workspace.run(['explain', place]);
    expect(stderr).toContain(`linkerd-lint: ${message}`);
    expect(status).toBe(2);
  });

  test('a file cannot steer the terminal', () => {
    workspace.write('web.yaml', `${WARNED.trimEnd()} # \u001b[2J\u202e ##[error]\n`);
    const { stdout } = workspace.run(['explain', 'web.yaml:5'], { env: { CI: 'true' } });
    expect(stdout).toContain('# \uFFFD[2J\uFFFD ##\u200B[error]');
  });
});

describe('explain <name>', () => {
  test('prints what is known of a resource’s field and of a chart’s value', () => {
    const field = workspace.run(['explain', 'Server.spec.proxyProtocol']);
    expect({ stderr: field.stderr, status: field.status }).toEqual({ stderr: '', status: 0 });
    expect(field.stdout).toMatch(/^# Server\.spec\.proxyProtocol\n\n\*\*/);
    expect(field.stdout).toContain('  - `opaque`: Any TCP protocol');
    const value = workspace.run(['explain', 'linkerd2-cni.ignoreInboundPorts']);
    expect(value.status).toBe(0);
    expect(value.stdout).toContain('`ignoreInboundPorts` · linkerd2-cni\n');
  });

  test.each(['config.linkerd.io/skip-inbound-ports', 'skip-inbound-ports'])(
    'prints the reference of an annotation: %s',
    (name) => {
      const { stdout, stderr, status } = workspace.run(['explain', name]);
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
      expect(stdout).toMatch(/^# `config\.linkerd\.io\/skip-inbound-ports`\n\n/);
      expect(stdout.match(/^# /gm)).toHaveLength(1);
      expect(stdout).toMatch(/\n\| Since \| .+ \|\n/);
    },
  );

  test('guesses a mistyped annotation', () => {
    expect(workspace.run(['explain', 'config.linkerd.io/skip-inbound-port']).stderr).toContain(
      'Did you mean “config.linkerd.io/skip-inbound-ports”?',
    );
  });

  test('lists what a resource, an object or a chart has', () => {
    expect(workspace.run(['explain', 'server.spec']).stdout).toMatch(
      /\n## Fields\n\n(?:- .*\n)*- `port` \(a whole number or a string, required\): /,
    );
    expect(workspace.run(['explain', 'linkerd2-cni']).stdout).toContain('\n- `iptablesMode` (');
    expect(workspace.run(['explain', 'HTTPRoute.spec.rules[].filters']).stdout).toMatch(
      /^# HTTPRoute\.spec\.rules\.filters\n[\s\S]*\n# HTTPRoute\.spec\.rules\.filters\n/,
    );
  });

  test('finds what only an older version has', () => {
    expect(workspace.run(['explain', 'ExternalWorkload.spec.meshTls']).stdout).toContain(
      'ExternalWorkload v1alpha1',
    );
    expect(workspace.run(['explain', 'linkerd-control-plane.policyController.image']).stdout).toContain(
      '**Up to**: Linkerd 2.19 (edge-25.8.2)',
    );
  });

  test.each([
    ['Server.spec.proxyProtocl', 'Server.spec has no field “proxyProtocl”. Did you mean “proxyProtocol”?'],
    ['Server.spec.zzz', 'Server.spec has no field “zzz”. linkerd-lint explain Server.spec lists its fields.'],
    ['Server.spec.port.x', 'Server.spec.port has no field “x”.'],
    [
      'linkerd2-cni.ignoreInboundPort',
      'linkerd2-cni has no field “ignoreInboundPort”. Did you mean “ignoreInboundPorts”?',
    ],
    ['Servr', 'There is no rule “Servr”. Did you mean “Server”?'],
    [
      'Server.constructor',
      'Server has no field “constructor”. linkerd-lint explain Server lists its fields.',
    ],
  ])('%s: %s', (name, message) => {
    const { stdout, stderr, status } = workspace.run(['explain', name]);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr.split('\n')[0]).toBe(`linkerd-lint: ${message}`);
  });
});
