import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlMap } from '../yaml/nodes.ts';
import { mayHaveMoreEntries } from '../yaml/template/templatedEnd.ts';
import { child, childText, entryOf } from '../yaml/walkEntries.ts';
import type { Resource } from './resource.ts';

/** What a workload's spec must hold, and a patch for it need not. */
const REQUIRED: Readonly<Record<string, string>> = {
  Deployment: 'selector',
  ReplicaSet: 'selector',
  StatefulSet: 'selector',
  DaemonSet: 'selector',
  CronJob: 'schedule',
};

/**
 * Whether nothing can be missing from a pod's spec: no template adds to it, nothing is merged in, and it is no patch. A
 * patch leaves out what it does not change, which is hardly ever the image of every container and the selector.
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
