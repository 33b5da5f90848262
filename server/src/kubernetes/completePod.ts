import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlMap } from '../yaml/nodes.ts';
import { mayHaveMoreEntries } from '../yaml/template/templatedEnd.ts';
import { child, childText, entryOf } from '../yaml/walkEntries.ts';
import type { Resource } from './resource.ts';

/** A required field of the workload's spec, which a patch may leave out. */
const REQUIRED: Readonly<Record<string, string>> = {
  Deployment: 'selector',
  ReplicaSet: 'selector',
  StatefulSet: 'selector',
  DaemonSet: 'selector',
  CronJob: 'schedule',
};

/**
 * Whether a pod's spec is complete: no template adds to it, nothing is merged into it, and it is not a patch. A patch
 * leaves out most fields that it does not change, such as a container's image or the workload's selector.
 */
export function isCompletePod(document: YamlDocument, pod: YamlMap, resource: Resource | undefined): boolean {
  const entry = entryOf(pod, 'spec');
  const spec = entry?.value;
  const containers = child(spec, 'containers');
  if (!entry || !isMap(spec) || !isSequence(containers) || hasMerge(spec)) return false;
  if (!containers.items.every((item) => childText(item, 'image') !== undefined)) return false;
  const required = resource?.kind === undefined ? undefined : REQUIRED[resource.kind];
  if (required !== undefined && !entryOf(child(resource?.node, 'spec'), required)) return false;
  return !mayHaveMoreEntries(document, { start: entry.key.end, end: spec.end });
}

function hasMerge({ entries }: YamlMap): boolean {
  return entries.some(({ key }) => isScalar(key) && key.value === '<<');
}
