import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { isNativeByDefault } from '../../linkerd/environment/nativeSidecars.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import { parseGoBool } from '../../linkerd/values/boolean.ts';

/** The three names of the annotation, newest first. */
const KEYS = [
  'config.linkerd.io/proxy-enable-native-sidecar',
  'config.beta.linkerd.io/proxy-enable-native-sidecar',
  'config.alpha.linkerd.io/proxy-enable-native-sidecar',
];

/**
 * The names that a release reads. The first one present counts (`pkg/inject/inject.go` ApplyAnnotationOverrides). All
 * three if the release is not known.
 */
export function nativeSidecarKeys(release: Release | undefined): string[] {
  return KEYS.filter((key) => {
    const since = entryFor(key, 'annotation')?.since;
    return !since || isReleaseBefore(release, since) !== true;
  });
}

/** The annotation in the same mapping that decides whether the proxy is a native sidecar. */
export function nativeSidecarAnnotation(
  { siblings }: MetadataEntry,
  release: Release | undefined,
): MetadataEntry | undefined {
  return nativeSidecarKeys(release)
    .map((key) => siblings.get(key))
    .find((found) => found !== undefined);
}

/**
 * Whether the proxy beside an annotation runs as a native sidecar: by an annotation in the same mapping, or else by
 * the default of the configured release. Undefined if neither decides; namespace and chart may.
 */
export function nativeSidecar(beside: MetadataEntry, environment: Environment): boolean | undefined {
  const release = parseRelease(environment.linkerd);
  const annotation = nativeSidecarAnnotation(beside, release);
  if (annotation && isTemplated(annotation)) return undefined;
  return parseGoBool(annotation?.value?.value ?? '') ?? isNativeByDefault(release);
}

/** Whether the proxy beside an annotation certainly runs as a native sidecar, or does if a template says so. */
export function mayBeNativeSidecar(beside: MetadataEntry, environment: Environment): boolean {
  const annotation = nativeSidecarAnnotation(beside, parseRelease(environment.linkerd));
  return (annotation && isTemplated(annotation)) || nativeSidecar(beside, environment) === true;
}
