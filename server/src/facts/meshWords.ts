/**
 * Parts of the kinds and API groups of the resources that mesh rules are asked about. In a file with one of them a rule can
 * find something.
 */
const WORDS = [
  'policy.linkerd.io',
  'NetworkPolicy',
  'ServiceProfile',
  'gateway.networking.k8s.io',
  'config.linkerd.io/opaque-ports',
  'admission-webhooks',
];

/** Words that say so only together with another one. */
const PAIRS = [
  ['kube-system', 'linkerd.io/inject'],
  ['cert-manager', 'linkerd.io/inject'],
  ['kind: Namespace', 'config.linkerd.io/skip-'],
  ['"Namespace"', 'config.linkerd.io/skip-'],
] as const;

/** A file that {@link asksAcrossFiles} has one of these words. */
export const MESH_WORDS: readonly string[] = [...WORDS, ...PAIRS.map(([word]) => word)];

/**
 * Whether a mesh rule can find something in a file, or because of it. If there is no such file, no facts need to be read.
 */
export function asksAcrossFiles(text: string): boolean {
  return (
    WORDS.some((word) => text.includes(word)) ||
    PAIRS.some(([word, other]) => text.includes(word) && text.includes(other))
  );
}
