import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { parseGoBool } from '../../linkerd/values/boolean.ts';

/**
 * The three names of the annotation; the first one present counts (`pkg/inject/inject.go` ApplyAnnotationOverrides).
 */
const KEYS = [
  'config.linkerd.io/proxy-enable-native-sidecar',
  'config.beta.linkerd.io/proxy-enable-native-sidecar',
  'config.alpha.linkerd.io/proxy-enable-native-sidecar',
];

/** Native sidecars are the default since this release (linkerd2#15267). */
const DEFAULT_SINCE = { edge: 'edge-26.5.2', milestone: '2.20' };

/**
 * Whether the proxy beside an annotation runs as a native sidecar: by an annotation in the same mapping, or else by
 * the default of the configured release. Undefined if neither decides; namespace and chart may.
 */
export function nativeSidecar({ siblings }: MetadataEntry, environment: Environment): boolean | undefined {
  const annotation = KEYS.map((key) => siblings.get(key)).find((found) => found !== undefined);
  if (annotation && isTemplated(annotation)) return undefined;
  const isOn = parseGoBool(annotation?.value?.value ?? '');
  if (isOn !== undefined) return isOn;
  const release = parseRelease(environment.linkerd);
  const isBefore = release && isReleaseBefore(release, DEFAULT_SINCE);
  return isBefore === undefined ? undefined : !isBefore;
}
