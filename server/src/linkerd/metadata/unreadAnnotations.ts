import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { isScalar } from '../../yaml/nodes.ts';
import { branchAround } from '../../yaml/template/controlFlow.ts';
import { INJECT_KEY, isReadAtInjection, OPAQUE_PORTS_KEY } from './linkerdKeys.ts';

/**
 * The annotation that disables injection for the pod of this one, so that nothing reads this one; undefined if it is
 * read or may be. The injector is the only reader of a pod's configuration (linkerd2 `pkg/inject/report.go`), and
 * linkerd-cni ignores pods without a proxy (linkerd2-proxy-init `cni-plugin/main.go` cmdAdd). The destination
 * controller reads opaque-ports from every pod.
 */
export function disabledBy(annotation: MetadataEntry): MetadataEntry | undefined {
  const { document, key, kind, placement, siblings } = annotation;
  if (kind !== 'annotation' || placement !== 'pod') return undefined;
  if (!isReadAtInjection(key.value) || key.value === OPAQUE_PORTS_KEY) return undefined;
  const inject = disablingEntry(siblings);
  if (!inject) return undefined;
  const isTogether =
    branchAround(document, key.range.start) === branchAround(document, inject.key.range.start);
  return isTogether ? inject : undefined;
}

/** The `linkerd.io/inject: disabled` of a mapping, if it has one. */
const disablingEntry = memoizeByObject((siblings: MetadataEntry['siblings']): MetadataEntry | undefined => {
  const inject = siblings.get(INJECT_KEY);
  if (inject?.value?.value !== 'disabled' || inject.valueKind !== 'string' || isTemplated(inject))
    return undefined;
  return isRepeated(inject) ? undefined : inject;
});

/** Whether the mapping has the key once more under the same conditions of a template: which one holds is not certain. */
function isRepeated({ document, mapEntry, key: { range } }: MetadataEntry): boolean {
  const branch = branchAround(document, range.start);
  const same = mapEntry?.map.entries.filter(
    ({ key }) => isScalar(key) && key.value === INJECT_KEY && branchAround(document, key.start) === branch,
  );
  return same !== undefined && same.length > 1;
}
