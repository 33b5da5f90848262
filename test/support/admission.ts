import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { admissionPolicies, type PolicyEngine } from '../../server/src/admission/admissionPolicies.ts';
import { EXPORTS } from '../../server/src/admission/exportedRules.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { ALL_RULES } from '../../server/src/rules/allRules.ts';
import { AFFECTED, linter } from './lint.ts';

/** A resource that a row of the table is about. */
export interface AdmissionCase {
  readonly kind: 'Deployment' | 'CronJob' | 'Pod' | 'Namespace' | 'Service';
  /** Annotations that reach pods, or a Service's own. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Annotations of a workload's own metadata. */
  readonly own?: Readonly<Record<string, string>>;
}

/** All policies for an engine, for clusters with linkerd-cni v1.6.2, where every exported rule has one. */
export function policiesOf(engine: PolicyEngine): readonly object[] {
  const rules = ALL_RULES.filter(({ id }) => Object.hasOwn(EXPORTS, id));
  return admissionPolicies(rules, AFFECTED.environment, engine, 'deny').manifests;
}

/** Those of the API server itself. */
export const POLICIES = policiesOf('vap');

/** Changes when any policy does. */
export const POLICIES_DIGEST = createHash('sha256').update(JSON.stringify(POLICIES)).digest('hex');

/** The manifest of a case. */
export function resourceOf({ kind, annotations, own }: AdmissionCase): Record<string, unknown> {
  const pod = {
    metadata: { labels: { app: 'web' }, annotations },
    spec: { containers: [{ name: 'web', image: 'web' }] },
  };
  const metadata = { name: 'web', ...(own && { annotations: own }) };
  switch (kind) {
    case 'Deployment':
      return {
        apiVersion: 'apps/v1',
        kind,
        metadata,
        spec: { selector: { matchLabels: { app: 'web' } }, template: pod },
      };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind,
        metadata,
        spec: {
          schedule: '@daily',
          jobTemplate: { spec: { template: { ...pod, spec: { ...pod.spec, restartPolicy: 'Never' } } } },
        },
      };
    case 'Pod':
      return { apiVersion: 'v1', kind, metadata: { ...pod.metadata, name: 'web' }, spec: pod.spec };
    case 'Namespace':
      return { apiVersion: 'v1', kind, metadata: { name: 'web', annotations } };
    case 'Service':
      return {
        apiVersion: 'v1',
        kind,
        metadata: { name: 'web', annotations },
        spec: { ports: [{ port: 80 }] },
      };
  }
}

/** The exported rules that find something in a case, in the same clusters. */
export function rulesFound(example: AdmissionCase): string[] {
  const text = stringify(resourceOf(example), { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
  const { findings } = linter.lintUnsuppressed(SourceFile.read(text), AFFECTED);
  return [...new Set(findings.map(({ rule }) => rule).filter((rule) => Object.hasOwn(EXPORTS, rule)))].sort();
}
