import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

const policy = (...args: readonly string[]) => workspace.run(['policy', ...args]);

const names = (stdout: string) =>
  parseAllDocuments(stdout).map(
    (document) => `${document.get('kind')} ${document.getIn(['metadata', 'name'])}`,
  );

test('policy prints policies with bindings, and what is not exported', () => {
  const { stdout, stderr, status } = policy(
    '--rules',
    'invalid-inject-value,skip-ports-invalid-token',
    '--action',
    'deny',
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(names(stdout).sort()).toEqual([
    'ValidatingAdmissionPolicy linkerd-lint-invalid-inject-value',
    'ValidatingAdmissionPolicy linkerd-lint-skip-ports-invalid-token',
    'ValidatingAdmissionPolicyBinding linkerd-lint-invalid-inject-value',
    'ValidatingAdmissionPolicyBinding linkerd-lint-skip-ports-invalid-token',
  ]);
  expect(parseAllDocuments(stdout)[1]?.getIn(['spec', 'validationActions', 0])).toBe('Deny');
  const all = policy().stdout;
  expect(all).toContain(
    '# Not exported: skip-inbound-missing-proxy-ports: it is for clusters that are known to have',
  );
  expect(all).toMatch(/^# \d+ more rules need the file/m);
  expect(all).toContain('- Warn');
});

test('policy prints Kyverno’s policies, which need no bindings', () => {
  const { stdout, status } = policy('--engine', 'kyverno', '--rules', 'invalid-inject-value');
  expect(status).toBe(0);
  expect(names(stdout)).toEqual(['ValidatingPolicy linkerd-lint-invalid-inject-value']);
});

test('policy follows what the configuration says of the cluster', () => {
  workspace.write('.linkerd-lint.yaml', 'dataPlane: cni\ncniPlugin: v1.6.2\n');
  expect(names(policy().stdout)[0]).toBe(
    'ValidatingAdmissionPolicy linkerd-lint-skip-inbound-missing-proxy-ports',
  );
});

test('policy says what it does not take', () => {
  const refusal = (...args: readonly string[]) => {
    const { stderr, stdout, status } = policy(...args);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    return stderr;
  };
  expect(refusal('--engine', 'gatekeeper')).toContain(
    '“gatekeeper” is not valid for --engine. Use one of: vap, kyverno.',
  );
  expect(refusal('--action', 'denyy')).toContain('Did you mean “deny”?');
  expect(refusal('--rules', 'invalid-injct-value')).toContain('Did you mean “invalid-inject-value”?');
  expect(refusal('--rules', 'target-ref-missing')).toContain('target-ref-missing has no admission policy');
  expect(refusal('deploy/')).toContain('policy takes no argument such as “deploy/”');
});
