/**
 * Parts of the kinds and API groups of the resources that mesh rules are asked about, and of what changes them. In a file with one of them a rule can
 * find something.
 */
const WORDS = [
  'policy.linkerd.io',
  'NetworkPolicy',
  'ServiceProfile',
  'gateway.networking.k8s.io',
  'config.linkerd.io/opaque-ports',
  'admission-webhooks',
  'postBuild',
  'ResourceQuota',
  'multicluster.linkerd.io',
  'config.linkerd.io/skip-outbound-ports',
];

/** Words that say so only together with another one. */
const PAIRS = [
  ['config.linkerd.io/default-inbound-policy', 'deny'],
  ['kube-system', 'linkerd.io/inject'],
  ['cert-manager', 'linkerd.io/inject'],
  ['namespace: kube-system', 'kind: Kustomization'],
  ['namespace: cert-manager', 'kind: Kustomization'],
  ['kind: Namespace', 'config.linkerd.io/skip-'],
  ['"Namespace"', 'config.linkerd.io/skip-'],
] as const;

/** The API groups of Flux Kustomizations and of Argo CD Applications. */
const DEPLOYING = ['kustomize.toolkit.fluxcd.io/', 'argoproj.io/'];

/** A file that {@link asksAcrossFiles} or {@link mayDeploy} has one of these words. */
export const MESH_WORDS: readonly string[] = [...WORDS, ...PAIRS.map(([word]) => word), ...DEPLOYING];

/**
 * Whether a mesh rule can find something in a file, or because of it. If there is no such file, no facts need to be read.
 */
export function asksAcrossFiles(text: string): boolean {
  return (
    WORDS.some((word) => text.includes(word)) ||
    PAIRS.some(([word, other]) => text.includes(word) && text.includes(other))
  );
}

/** Whether a file may say which folders Flux or Argo CD applies. */
export function mayDeploy(text: string): boolean {
  return DEPLOYING.some((group) => text.includes(group)) && /\bpath["']?:/.test(text);
}
