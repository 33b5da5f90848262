import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';

/** The annotations that certainly give their pod a proxy. None of them comes from a template. */
export function injectingSites(annotations: readonly MetadataEntry[]): readonly MetadataEntry[] {
  return annotations.filter(
    (annotation) =>
      annotation.key.value === INJECT_KEY &&
      annotation.placement === 'pod' &&
      !isTemplated(annotation) &&
      (annotation.value?.value === 'enabled' || annotation.value?.value === 'ingress'),
  );
}
