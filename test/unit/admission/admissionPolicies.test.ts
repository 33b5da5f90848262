import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { admissionPolicies } from '../../../server/src/admission/admissionPolicies.ts';
import { EXPORTS } from '../../../server/src/admission/exportedRules.ts';
import { ALL_RULES } from '../../../server/src/rules/allRules.ts';
import {
  type AdmissionCase,
  POLICIES,
  POLICIES_DIGEST,
  policiesOf,
  rulesFound,
} from '../../support/admission.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN } from '../../support/lint.ts';

interface Table {
  readonly validator: string;
  readonly date: string;
  readonly policies: string;
  readonly rows: readonly (readonly [AdmissionCase, readonly string[]])[];
}

const TABLE = JSON.parse(readFileSync('test/data/admission-verdicts.json', 'utf8')) as Table;

describe('the verdicts of the API server’s own validator', () => {
  it('are about the policies of today', () => {
    // Where this fails: npm run test:real -- policies --write
    expect(TABLE.policies).toBe(POLICIES_DIGEST);
  });

  it('are those of the linter, on resources that each exported rule refuses some of', () => {
    expect(TABLE.rows.length).toBeGreaterThan(1_000);
    for (const [example, refused] of TABLE.rows)
      expect(rulesFound(example), JSON.stringify(example)).toEqual(refused);
    const seen = new Set(TABLE.rows.flatMap(([, refused]) => refused));
    expect([...seen].sort()).toEqual(Object.keys(EXPORTS).sort());
  });
});

describe('an admission policy', () => {
  it('has a rule’s id and summary in its message, a binding, and no right to stop what it fails to read', () => {
    expect(POLICIES).toHaveLength(2 * Object.keys(EXPORTS).length);
    for (const { id, summary } of ALL_RULES.filter((rule) => Object.hasOwn(EXPORTS, rule.id))) {
      const name = `linkerd-lint-${id}`;
      const [policy, binding] = POLICIES.filter((manifest) =>
        JSON.stringify(manifest).includes(`"name":"${name}"`),
      );
      expect(policy).toMatchObject({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        spec: { failurePolicy: 'Ignore' },
      });
      expect(JSON.stringify(policy)).toContain(JSON.stringify(summary).slice(1, -1));
      expect(binding).toMatchObject({
        kind: 'ValidatingAdmissionPolicyBinding',
        spec: { policyName: name, validationActions: ['Deny'] },
      });
    }
  });

  it('says the same to Kyverno, in one manifest with the action in it', () => {
    const specs = POLICIES.flatMap((manifest) =>
      'spec' in manifest && JSON.stringify(manifest).includes('"validations"') ? [manifest.spec] : [],
    );
    const policies = policiesOf('kyverno');
    expect(policies).toHaveLength(specs.length);
    for (const [index, policy] of policies.entries())
      expect(policy).toMatchObject({
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'ValidatingPolicy',
        spec: { ...(specs[index] as object), validationActions: ['Deny'] },
      });
  });

  it('is there only for clusters that the rule is for', () => {
    const missing = (environment: typeof UNKNOWN.environment) =>
      admissionPolicies(
        ALL_RULES.filter(({ id }) => id in EXPORTS),
        environment,
        'vap',
        'warn',
      ).notExported.map(({ id }) => id);
    expect(missing(AFFECTED.environment)).toEqual([]);
    expect(missing(UNKNOWN.environment)).toEqual(['skip-inbound-missing-proxy-ports']);
    for (const { environment } of [FIXED_CNI, PROXY_INIT])
      expect(missing(environment).sort()).toEqual([
        'skip-inbound-missing-proxy-ports',
        'skip-ports-whitespace',
      ]);
  });

  it('is not there for a rule that needs more than one resource, and says so', () => {
    const rules = ALL_RULES.filter(({ id }) => id === 'target-ref-missing');
    expect(admissionPolicies(rules, UNKNOWN.environment, 'vap', 'warn')).toEqual({
      manifests: [],
      notExported: [
        {
          id: 'target-ref-missing',
          reason: 'it needs the file, other resources, or more than CEL can say exactly',
        },
      ],
    });
  });
});
