import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isNativeByDefault } from '../../linkerd/environment/nativeSidecars.ts';
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

/**
 * Whether the proxy beside an annotation runs as a native sidecar: by an annotation in the same mapping, or else by
 * the default of the configured release. Undefined if neither decides; namespace and chart may.
 */
export function nativeSidecar({ siblings }: MetadataEntry, environment: Environment): boolean | undefined {
  const annotation = KEYS.map((key) => siblings.get(key)).find((found) => found !== undefined);
  if (annotation && isTemplated(annotation)) return undefined;
  const isOn = parseGoBool(annotation?.value?.value ?? '');
  return isOn ?? isNativeByDefault(parseRelease(environment.linkerd));
}
