/**
 * How to tell files that may say something of the cluster from all others, without the engine: a search goes through ten
 * thousand of them for the few that are worth reading.
 */

/** What a document must hold to tell something: most files are never parsed, and names in prose are no reason to. */
const SIGNS = [
  /cniEnabled|linkerdVersion|controllerImageVersion|destCNI(?:Net|Bin)Dir|(?<!config\.)linkerd\.io\/proxy-version/,
  /(?:^|[\s"'/])linkerd(?:2(?:-cni)?|-(?:enterprise-)?control-plane|-crds|-viz|-multicluster|-init|-network-validator|-config)["']?\s*(?:[:,}\]]|$)/m,
  /image["']?\s{0,9}:.{0,300}(?:cni-plugin|\/(?:proxy|controller):)/,
  /^kind: ControlPlane\s*$/m,
];

/** Words of which each text that may tell something by itself has one: the fixed parts of {@link SIGNS}. */
export const EVIDENCE_WORDS: readonly string[] = [
  'linkerd',
  'cniEnabled',
  'controllerImageVersion',
  'destCNI',
  'cni-plugin',
  '/proxy:',
  '/controller:',
  'kind: ControlPlane',
];

/** Paths of files that may tell something without a sign in them: values of the plugin alone have no word of their own. */
export const EVIDENCE_PATHS = /linkerd2?-cni/;

/** Whether a text has one of the signs. Without one, a file tells something only by its path. */
export function mayContainEvidence(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}
