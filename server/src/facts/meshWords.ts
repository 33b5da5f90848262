/**
 * A file in which a mesh rule can find something has one of these words: parts of the kinds and API groups of the
 * resources that the rules are asked about. If no file has any, no facts need to be read.
 */
export const MESH_WORDS: readonly string[] = [
  'policy.linkerd.io',
  'NetworkPolicy',
  'ServiceProfile',
  'gateway.networking.k8s.io',
  'config.linkerd.io/opaque-ports',
];
