import type { PlacedEvidence } from '../linkerd/detection/evidence.ts';
import { type Environment, UNKNOWN_ENVIRONMENT } from '../linkerd/environment/environment.ts';
import { formatPlugin, parsePlugin, parseRelease } from '../linkerd/environment/releases.ts';
import { pathBelow } from './fileHost.ts';

/** What a repository's files say of one setting. */
export interface DetectedSetting {
  /** Undefined where they say nothing, or contradict each other. */
  readonly value: string | undefined;
  /** What was weighed. With a value all of it agrees; without one it contradicts itself, or leaves the answer open. */
  readonly evidence: readonly PlacedEvidence[];
}

/** What a repository's files say of the cluster that a file is for. */
export type DetectedEnvironment = Readonly<Record<keyof Environment, DetectedSetting>>;

const NOTHING: DetectedSetting = { value: undefined, evidence: [] };

/** What most repositories say; one object, so that it is told by a glance that two files have the same. */
const NOTHING_DETECTED: DetectedEnvironment = { dataPlane: NOTHING, cniPlugin: NOTHING, linkerd: NOTHING };

/**
 * Weighs the evidence of a repository for one of its files.
 *
 * A repository may describe several clusters, and the nearest evidence is about the file's own: the folders around the
 * file are asked from the innermost to `root`, and the first one that has any evidence in or below it decides. What
 * contradicts itself there stays unknown. What a chart does by default counts only where nothing explicit is in sight, and
 * what stands among tests and examples only for what stands beside it there.
 */
export function detectEnvironment(
  evidence: readonly PlacedEvidence[],
  uri: string,
  root: string,
): DetectedEnvironment {
  if (evidence.length === 0) return NOTHING_DETECTED;
  const path = pathBelow(root, uri) ?? '';
  const near = evidence.filter((piece) => path.startsWith(folderAside(piece.path)));
  const detect = (setting: keyof Environment) => {
    const pieces = near.filter((piece) => piece.setting === setting);
    return judge(setting, relevant(pieces, path));
  };
  return { dataPlane: detect('dataPlane'), cniPlugin: detect('cniPlugin'), linkerd: detect('linkerd') };
}

/**
 * An environment in which `detected` fills the gaps that `explicit` leaves. The plugin's version counts only with
 * linkerd-cni: other clusters in the same repository may have it installed.
 */
export function completeEnvironment(
  explicit: Partial<Environment>,
  detected: DetectedEnvironment | undefined,
): Environment {
  if (!detected) return { ...UNKNOWN_ENVIRONMENT, ...explicit };
  const dataPlane = (explicit.dataPlane ?? detected.dataPlane.value ?? 'auto') as Environment['dataPlane'];
  const plugin = dataPlane === 'cni' ? detected.cniPlugin.value : undefined;
  return {
    dataPlane,
    cniPlugin: explicit.cniPlugin ?? plugin ?? 'auto',
    linkerd: explicit.linkerd ?? detected.linkerd.value ?? 'auto',
  };
}

/** Names of folders with manifests of no cluster, or of none but their own. */
const ASIDE = /^(?:.*\/)?(?:tests?|e2e|testdata|fixtures?|examples?|samples?)\//i;

/** The innermost folder around a path whose evidence is about nothing outside of it; empty where there is none. */
function folderAside(path: string): string {
  return ASIDE.exec(path)?.[0] ?? '';
}

function relevant(evidence: readonly PlacedEvidence[], path: string): readonly PlacedEvidence[] {
  let near: readonly PlacedEvidence[] = [];
  for (const folder of foldersAround(path)) {
    const inside = evidence.filter((piece) => piece.path.startsWith(folder));
    const explicit = inside.filter(({ basis }) => basis === 'set');
    if (explicit.length > 0)
      return near.length > 0 ? [...near, ...explicit] : inside.filter(({ basis }) => basis !== 'default');
    // Nothing explicit here; what is explicit farther away may be about the same cluster.
    if (near.length === 0) near = inside;
  }
  return near;
}

/** `a/b/`, `a/` and nothing for `a/b/c.yaml`. */
function foldersAround(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => `${names.slice(0, names.length - index).join('/')}/`).concat('');
}

function judge(setting: keyof Environment, evidence: readonly PlacedEvidence[]): DetectedSetting {
  const values = evidence.map(({ value }) => value && normalized(setting, value));
  const value = values.reduce((a, b) => (a && b ? agreement(setting, a, b) : undefined), values[0]);
  return { value, evidence };
}

function normalized(setting: keyof Environment, value: string): string {
  const plugin = setting === 'cniPlugin' ? parsePlugin(value) : undefined;
  return plugin ? formatPlugin(plugin) : value;
}

/** Two patches of one milestone agree on the milestone; edge releases have none. */
function agreement(setting: keyof Environment, a: string, b: string): string | undefined {
  if (a === b) return a;
  if (setting !== 'linkerd') return undefined;
  const [one, two] = [parseRelease(a), parseRelease(b)];
  if (one?.channel !== 'stable' || two?.channel !== 'stable' || one.minor !== two.minor) return undefined;
  return `2.${one.minor}`;
}
