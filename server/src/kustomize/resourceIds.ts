import { memoizeWeakly } from '../caching/memoizeWeakly.ts';
import { groupOf } from '../kubernetes/resource.ts';
import type { PatchTarget } from './kustomization.ts';
import {
  emptyMapAt,
  fieldOf,
  isMissingOrNull,
  textOf,
  type Value,
  valueAt,
  withValueAt,
} from './valueTree.ts';

/** What tells resources apart. */
export interface ResourceIdentity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** Empty for one that is not written. */
  readonly namespace: string;
}

/** A resource on its way through a build. */
export interface BuiltResource {
  readonly value: Value;
  /** What it was called before, the first as it is written. */
  readonly previous: readonly ResourceIdentity[];
  /** Whether it is made by a generator, so that a hash follows its name. */
  readonly isGenerated: boolean;
}

/** Kinds without a namespace that kustomize knows. */
const CLUSTER_SCOPED = new Set([
  ...['APIService', 'CSIDriver', 'CSINode', 'CertificateSigningRequest', 'ClusterRole', 'ClusterRoleBinding'],
  ...[
    'ComponentStatus',
    'CustomResourceDefinition',
    'FlowSchema',
    'IngressClass',
    'MutatingWebhookConfiguration',
  ],
  ...['Namespace', 'Node', 'NodeProxyOptions', 'PersistentVolume', 'PodSecurityPolicy', 'PriorityClass'],
  ...['PriorityLevelConfiguration', 'RuntimeClass', 'StorageClass', 'ValidatingWebhookConfiguration'],
  ...['VolumeAttachment', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
]);

/** Groups of Kubernetes, among whose kinds are those above. */
const BUILT_IN_GROUP = /^(?:$|(?:apps|batch|policy|autoscaling)$|.*\.k8s\.io$)/;

/** Whether kustomize knows that resources of the kind are in no namespace. */
export function isClusterScoped({ group, kind }: Pick<ResourceIdentity, 'group' | 'kind'>): boolean {
  return CLUSTER_SCOPED.has(kind) && isBuiltIn({ group });
}

/** Whether a group is one of Kubernetes' own, whose schemas kustomize has; of those in doubt, yes. */
export function isBuiltIn({ group }: Pick<ResourceIdentity, 'group'>): boolean {
  return BUILT_IN_GROUP.test(group);
}

/** What a resource is called now. */
export const identityOf = memoizeWeakly((value: Value): ResourceIdentity => {
  const apiVersion = textOf(fieldOf(value, 'apiVersion')) ?? '';
  return {
    group: groupOf(apiVersion),
    version: apiVersion.slice(apiVersion.indexOf('/') + 1),
    kind: textOf(fieldOf(value, 'kind')) ?? '',
    name: textOf(valueAt(value, ['metadata', 'name'])) ?? '',
    namespace: textOf(valueAt(value, ['metadata', 'namespace'])) ?? '',
  };
});

/** What a resource is called where it is written. */
export function originalIdentity({ value, previous }: BuiltResource): ResourceIdentity {
  const [first] = previous;
  return first
    ? { ...identityOf(value), kind: first.kind, name: first.name, namespace: first.namespace }
    : identityOf(value);
}

/** The namespace that counts for comparisons. */
function effectiveNamespace(identity: ResourceIdentity): string {
  if (isClusterScoped(identity)) return '_non_namespaceable_';
  return identity.namespace === '' ? 'default' : identity.namespace;
}

/** The same text for the same resource, as it is called now. */
export const identityKey = memoizeWeakly((value: Value): string => {
  const identity = identityOf(value);
  const { group, version, kind, name } = identity;
  return [group, version, kind, effectiveNamespace(identity), name].join('\n');
});

/** Whether two identities are the same resource. */
function isSameIdentity(a: ResourceIdentity, b: ResourceIdentity): boolean {
  return (
    a.group === b.group &&
    a.version === b.version &&
    a.kind === b.kind &&
    a.name === b.name &&
    effectiveNamespace(a) === effectiveNamespace(b)
  );
}

/** Whether a resource is, or was before on its way, what an identity says. */
export function isCalled({ value, previous }: BuiltResource, identity: ResourceIdentity): boolean {
  const now = identityOf(value);
  return [now, ...previous.map(({ kind, name, namespace }) => ({ ...now, kind, name, namespace }))].some(
    (own) => isSameIdentity(own, identity),
  );
}

/** A resource that remembers what it is called now. kustomize notes it in an annotation, so that it has some from then on. */
export const remembering = memoizeWeakly((resource: BuiltResource): BuiltResource => {
  const { value } = resource;
  const annotations = valueAt(value, ['metadata', 'annotations']);
  const noted = isMissingOrNull(annotations)
    ? withValueAt(value, ['metadata', 'annotations'], emptyMapAt(value.at), value.at)
    : value;
  return { ...resource, value: noted, previous: [...resource.previous, identityOf(value)] };
});

/** Whether a target selects a resource; undefined where that is not certain. */
export function isSelected(resource: BuiltResource, target: PatchTarget): boolean | undefined {
  const now = identityOf(resource.value);
  const then = originalIdentity(resource);
  const questions = [
    () => fits(target.kind, now.kind),
    () => either(fits(target.name, then.name), fits(target.name, now.name)),
    () =>
      either(
        fits(target.namespace, effectiveNamespace(then)),
        fits(target.namespace, effectiveNamespace(now)),
      ),
    () => fits(target.group, now.group),
    () => fits(target.version, now.version),
    () => passes(target.labelSelector, valueAt(resource.value, ['metadata', 'labels'])),
    () => passes(target.annotationSelector, valueAt(resource.value, ['metadata', 'annotations'])),
  ];
  let answer: boolean | undefined = true;
  // Most are for others.
  for (const question of questions) {
    const isIn = question();
    if (isIn === false) return false;
    answer &&= isIn;
  }
  return answer;
}

function either(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
}

/** What means the same in Go. */
const EASY_PATTERN = /^(?:[\w/-]\??|\\\.|\.[*+?]?|\||\((?:\?:)?|\)\??)+$/;
const LONGEST_NAME = 300;
const LONGEST_SELECTOR = 1_000;

/** Ways to match a name with a pattern: an engine that goes back may try them all. */
const MOST_WAYS = 5_000;

/** A pattern of a target. */
interface Pattern {
  /** Undefined where it may mean something else in Go. */
  readonly expression: RegExp | undefined;
  /** How many ways there are at most to match a text of a length: what is repeated, optional or one of several multiplies them. */
  waysToMatch(length: number): number;
}

/** Each is tried with all resources. */
const patterns = new Map<string, Pattern>();

/** Patterns that are kept. */
const MOST_PATTERNS = 1_000;

function fits(pattern: string | undefined, text: string): boolean | undefined {
  if (pattern === undefined || pattern === text) return true;
  if (text.length > LONGEST_NAME || pattern.length > LONGEST_NAME) return undefined;
  const known = patterns.get(pattern) ?? readPattern(pattern);
  if (patterns.size === MOST_PATTERNS) patterns.clear();
  patterns.set(pattern, known);
  return known.waysToMatch(text.length) <= MOST_WAYS ? known.expression?.test(text) : undefined;
}

function readPattern(pattern: string): Pattern {
  const plain = pattern.replaceAll('(?:', '(');
  const countOf = (characters: RegExp) => plain.match(characters)?.length ?? 0;
  const bars = countOf(/\|/g);
  const alternatives = countOf(/\(/g) < 2 ? bars + 1 : 2 ** bars;
  const repeated = countOf(/[*+]/g);
  const choices = 2 ** countOf(/\?/g) * alternatives;
  return {
    expression: EASY_PATTERN.test(pattern) ? expressionOf(pattern) : undefined,
    waysToMatch: (length) => (length + 1) ** repeated * choices,
  };
}

function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

/** Equality-based selectors; others are not certain. */
function passes(selector: string | undefined, labels: Value | undefined): boolean | undefined {
  if (selector === undefined) return true;
  if (selector.length > LONGEST_SELECTOR) return undefined;
  if (labels?.kind === 'unknown' || (labels?.kind === 'map' && (labels.isOpen || labels.hasRepeats)))
    return undefined;
  let isCertain = true;
  for (const requirement of selector.split(',')) {
    const [, not = '', key = '', operator = '', value = ''] =
      /^(!?)\s*([\w./-]+)(?:\s*(==?|!=)\s*([\w.-]*))?$/.exec(requirement.trim()) ?? [];
    const own = fieldOf(labels, key);
    if (key === '' || (not !== '' && operator !== '') || own?.kind === 'unknown') isCertain = false;
    else if (operator === '' ? (own === undefined) === (not === '') : !compares(own, operator, value))
      return false;
  }
  return isCertain ? true : undefined;
}

function compares(own: Value | undefined, operator: string, value: string): boolean {
  const text = own?.kind === 'scalar' ? own.text : undefined;
  return operator === '!=' ? text !== value : text === value;
}
