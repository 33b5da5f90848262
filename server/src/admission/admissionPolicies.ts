import type { Rule } from '../engine/rule.ts';
import type { Environment } from '../linkerd/environment/environment.ts';
import { EXPORTS, type ExportedRule, type NotExported } from './exportedRules.ts';

/**
 * What enforces the policies: the API server itself (`vap`, ValidatingAdmissionPolicy of Kubernetes 1.30) or Kyverno
 * (ValidatingPolicy of `policies.kyverno.io/v1`). Both read the same CEL.
 */
export type PolicyEngine = 'vap' | 'kyverno';

/** What the engine does with a resource that breaks a rule. */
export type PolicyAction = 'warn' | 'audit' | 'deny';

/** Policies for some rules, and the rules that have none. */
export interface AdmissionPolicies {
  /** Manifests. For the API server each policy is followed by its binding; Kyverno needs none. */
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
 * Policies for rules that need one resource only. An error while one is evaluated admits the resource: these are a
 * linter's opinions.
 */
export function admissionPolicies(
  rules: readonly Pick<Rule, 'id' | 'summary'>[],
  environment: Environment,
  engine: PolicyEngine,
  action: PolicyAction,
): AdmissionPolicies {
  const manifests: object[] = [];
  const notExported: NotExported[] = [];
  for (const { id, summary } of rules) {
    const exported = EXPORTS[id]?.(environment);
    if (exported && 'subject' in exported) {
      const message = `${summary} (${id}; its page: linkerd-lint explain ${id})`;
      const spec = specOf(exported, message);
      manifests.push(...(engine === 'vap' ? ofApiServer(id, spec, action) : ofKyverno(id, spec, action)));
    } else
      notExported.push({
        id,
        reason: exported?.reason ?? 'it needs the file, other resources, or more than CEL can say exactly',
      });
  }
  return { manifests, notExported };
}

/** What both engines call the `spec` of a policy. */
function specOf(exported: ExportedRule, message: string): object {
  const isAboutPods = exported.subject === 'pods';
  const rules = (isAboutPods ? PODS : WORKLOADS).map((rule) => ({
    ...rule,
    apiVersions: ['v1'],
    operations: ['CREATE', 'UPDATE'],
  }));
  return {
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
  };
}

/** The word that both engines have for an action. */
const ACTION_WORDS = { warn: 'Warn', audit: 'Audit', deny: 'Deny' } as const;

function ofApiServer(id: string, spec: object, action: PolicyAction): object[] {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const metadata = metadataOf(id);
  return [
    { apiVersion, kind: 'ValidatingAdmissionPolicy', metadata, spec },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: metadata.name, validationActions: [ACTION_WORDS[action]] },
    },
  ];
}

function ofKyverno(id: string, spec: object, action: PolicyAction): object[] {
  return [
    {
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'ValidatingPolicy',
      metadata: metadataOf(id),
      spec: { validationActions: [ACTION_WORDS[action]], ...spec },
    },
  ];
}

/** The metadata of a rule's policy, and of its binding. */
function metadataOf(id: string) {
  return { name: `linkerd-lint-${id}`, labels: { 'app.kubernetes.io/managed-by': 'linkerd-lint' } };
}
