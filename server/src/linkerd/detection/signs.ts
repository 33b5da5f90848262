/**
 * Recognizes files that may say something about the cluster, without using the engine: a search goes through ten
 * thousand files for the few that are worth reading.
 */

/**
 * A document without any of these is never parsed. They are specific enough to skip prose that merely mentions a
 * name.
 */
const SIGNS = [
  /cniEnabled|disableIPv6|linkerdVersion|controllerImageVersion|destCNI(?:Net|Bin)Dir|(?<!config\.)linkerd\.io\/proxy-version/,
  /(?:^|[\s"'/])linkerd(?:2(?:-cni)?|-(?:enterprise-)?control-plane|-crds|-viz|-multicluster|-init|-network-validator|(?:-cni)?-config)["']?\s*(?:[:,}\]]|$)/m,
  /image["']?\s{0,9}:.{0,300}(?:cni-plugin|\/(?:proxy|controller):)/,
  /^kind: ControlPlane\s*$/m,
  // Values files for a chart of the repository, which may depend on one of Linkerd's.
  /values?Files?["']?\s{0,9}:|^releases:/m,
  /^patches(?:StrategicMerge)?:/m,
];

/** Each text that contains one of the {@link SIGNS} contains one of these words, their fixed parts. */
export const EVIDENCE_WORDS: readonly string[] = [
  'linkerd',
  'cniEnabled',
  'disableIPv6',
  'controllerImageVersion',
  'destCNI',
  'cni-plugin',
  '/proxy:',
  '/controller:',
  'kind: ControlPlane',
  'valueFile',
  'valuesFile',
  'releases:',
  'patches:',
  'patchesStrategicMerge:',
];

/** Paths of files that are read without a sign in them: the plugin's values have no distinctive word. */
export const EVIDENCE_PATHS = /linkerd2?-cni/;

/** Whether a text has one of the signs. Otherwise only its path can make it evidence. */
export function mayContainEvidence(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}
