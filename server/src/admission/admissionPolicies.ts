import type { Rule } from '../engine/rule.ts';
import type { Environment } from '../linkerd/environment/environment.ts';
import { EXPORTS, type ExportedRule, type NotExported } from './exportedRules.ts';

/** What the API server does with a resource that breaks a rule. */
export type PolicyAction = 'warn' | 'audit' | 'deny';

/** Policies for some rules, and the rules that have none. */
export interface AdmissionPolicies {
  /** Manifests, each policy followed by its binding. */
  readonly manifests: readonly object[];
  readonly notExported: readonly NotExported[];
}

/** An annotation-map of a resource, by kind: workloads have it in their pod template. */
const POD_ANNOTATIONS = [
  `(object.kind in ['Pod', 'Namespace'] ? object.metadata.?annotations`,
  `: object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.?metadata.?annotations`,
  `: object.spec.template.?metadata.?annotations).orValue({})`,
].join(' ');

const OWN_ANNOTATIONS = 'object.metadata.?annotations.orValue({})';

const WORKLOADS = [
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'] },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'] },
];

const PODS = [...WORKLOADS, { apiGroups: [''], resources: ['pods', 'namespaces'] }];

/** What a controller has made follows from what was judged already, and refusing it would stop its pods. */
const BY_PEOPLE = {
  name: 'not-made-by-a-controller',
  expression: '!has(object.metadata.ownerReferences) || object.metadata.ownerReferences.size() == 0',
};

/** The longest message that the API server passes on. */
const LONGEST_MESSAGE = 1_000;

/**
 * ValidatingAdmissionPolicies (`admissionregistration.k8s.io/v1`, Kubernetes 1.30) with bindings for rules that need one
 * resource only. An error while one is evaluated admits the resource: these are a linter's opinions.
 */
export function admissionPolicies(
  rules: readonly Pick<Rule, 'id' | 'summary'>[],
  environment: Environment,
  action: PolicyAction,
): AdmissionPolicies {
  const manifests: object[] = [];
  const notExported: NotExported[] = [];
  for (const { id, summary } of rules) {
    const exported = EXPORTS[id]?.(environment);
    if (exported && 'subject' in exported) {
      const message = `${summary} (${id}; its page: linkerd-lint explain ${id})`;
      manifests.push(policyOf(id, exported, message), bindingOf(id, action));
    } else
      notExported.push({
        id,
        reason: exported?.reason ?? 'it needs the file, other resources, or more than CEL can say exactly',
      });
  }
  return { manifests, notExported };
}

/** The name of a rule's policy, and of its binding. */
function nameOf(id: string): string {
  return `linkerd-lint-${id}`;
}

const LABELS = { 'app.kubernetes.io/managed-by': 'linkerd-lint' };

function policyOf(id: string, exported: ExportedRule, message: string): object {
  const isAboutPods = exported.subject === 'pods';
  const rules = (isAboutPods ? PODS : WORKLOADS).map((rule) => ({
    ...rule,
    apiVersions: ['v1'],
    operations: ['CREATE', 'UPDATE'],
  }));
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: nameOf(id), labels: LABELS },
    spec: {
      failurePolicy: 'Ignore',
      matchConstraints: { resourceRules: rules },
      matchConditions: [BY_PEOPLE],
      variables: [{ name: 'annotations', expression: isAboutPods ? POD_ANNOTATIONS : OWN_ANNOTATIONS }],
      validations: isAboutPods
        ? exported.validations.map(({ key, expression }) => ({
            // The annotation is absent more often than not.
            expression: `!('${key}' in variables.annotations) || (${expression(`variables.annotations['${key}']`)})`,
            message: `${key}: ${message}`.slice(0, LONGEST_MESSAGE),
          }))
        : [{ expression: exported.expression, message: message.slice(0, LONGEST_MESSAGE) }],
    },
  };
}

function bindingOf(id: string, action: PolicyAction): object {
  const word = { warn: 'Warn', audit: 'Audit', deny: 'Deny' }[action];
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: nameOf(id), labels: LABELS },
    spec: { policyName: nameOf(id), validationActions: [word] },
  };
}
