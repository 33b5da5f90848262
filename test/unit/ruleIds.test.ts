import { expect, it } from 'vitest';
import { ENGINE_RULES } from '../../server/src/engine/engineRules.ts';
import { RULES } from '../../server/src/rules/registry.ts';

/** The ids of version 0.1.0. Settings, suppressions and baselines hold them, so they stay; add none. */
const FROZEN: ReadonlySet<string> = new Set([
  'annotation-as-label',
  'annotation-deprecated',
  'annotation-not-inherited',
  'annotation-on-workload-metadata',
  'annotation-removed',
  'annotation-too-new',
  'annotation-unknown-key',
  'annotation-value-not-string',
  'annotation-wrong-kind',
  'app-protocol-unknown',
  'control-port-breaks-viz-tap',
  'dropped-circuit-breaker',
  'duplicate-annotation',
  'duration-cut-to-zero',
  'inject-host-network',
  'invalid-additional-env',
  'invalid-boolean',
  'invalid-choice',
  'invalid-duration',
  'invalid-inbound-policy',
  'invalid-inject-value',
  'invalid-log-filter',
  'invalid-mesh-identity',
  'invalid-number',
  'invalid-opaque-ports',
  'invalid-quantity',
  'invalid-retry-statuses',
  'invalid-skip-subnets',
  'job-without-native-sidecar',
  'label-as-annotation',
  'machine-written-metadata',
  'memory-in-millibytes',
  'multicluster-label-value',
  'opaque-drops-defaults',
  'opaque-port-has-app-protocol',
  'policy-rejected',
  'proxy-port-override-with-cni',
  'proxy-uid-collision',
  'request-exceeds-limit',
  'retry-limit-zero',
  'route-annotation-without-service',
  'route-parent-not-service',
  'skip-inbound-covers-control-port',
  'skip-inbound-missing-proxy-ports',
  'skip-opaque-conflict',
  'skip-outbound-missing-proxy-ports',
  'skip-ports-empty-value',
  'skip-ports-invalid-token',
  'skip-ports-no-valid-token',
  'skip-ports-overlap',
  'skip-ports-reversed-range',
  'skip-ports-whitespace',
  'suppression-unknown-rule',
  'suppression-unused',
  'uninjectable-value',
  'unused-balancer-setting',
  'wait-before-exit-exceeds-grace',
]);

/** What a new id begins with: the thing that the finding stands at. Add a word where a rule is about something else. */
const SUBJECTS = [
  'annotation',
  'authentication',
  'authorization',
  'certificate',
  'chart-list',
  'chart-value',
  'cilium-value',
  'container',
  'egress',
  'helm-parameter',
  'inject',
  'job',
  'kustomization',
  'label',
  'namespace',
  'network-policy',
  'opaque',
  'patch',
  'pod',
  'policy',
  'port',
  'probe',
  'proxy',
  'quota',
  'resource',
  'route',
  'server',
  'service',
  'service-profile',
  'skip',
  'suppression',
  'target',
  'traffic-split',
  'wait-before-exit',
  'workload',
  'yaml',
];

const LONGEST = 40;
const ids = [...RULES, ...ENGINE_RULES].map(({ id }) => id);

it('no id of a released rule is gone or changed', () => {
  expect([...FROZEN].filter((id) => !ids.includes(id))).toEqual([]);
});

it.each(ids.filter((id) => !FROZEN.has(id)))('%s is a subject and what is wrong with it', (id) => {
  expect(id).toMatch(/^[a-z]+(?:-[a-z0-9]+){1,5}$/);
  expect(id.length).toBeLessThanOrEqual(LONGEST);
  const hasSubject = SUBJECTS.some((subject) => id.startsWith(`${subject}-`));
  expect(hasSubject, `${id} begins with none of SUBJECTS in ruleIds.test.ts; add its subject there`).toBe(
    true,
  );
});
