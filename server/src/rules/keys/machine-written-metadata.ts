import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { MetadataKey } from '../../engine/ruleQuery.ts';
import { isTemplated, keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { isInjectedContainer } from '../../linkerd/injectedContainers.ts';
import { removeEntry } from '../../yaml/edit/entryEdits.ts';
import { child, descend, entryOf } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';

/**
 * The injectors write these (linkerd2 `pkg/inject/inject.go` injectObjectMeta, `viz/tap/injector/webhook.go` Mutate),
 * and their readers trust them.
 */
export default {
  id: 'machine-written-metadata',
  summary: 'Metadata that Linkerd itself writes on pods, set by hand or copied from a cluster',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
  query: { annotation: isMark, label: isMark },
  *check({ annotations, labels }: RuleContext) {
    for (const annotation of [...annotations, ...labels]) {
      if (!MARKS.has(annotation.key.value) || annotation.valueKind === 'null' || isTemplated(annotation))
        continue;
      if (!isInSource(annotation)) continue;
      yield {
        range: keyRange(annotation),
        message: messageFor(annotation.key.value),
        fixes: remove(annotation),
      };
    }
  },
} satisfies Rule;

const TAP_MARK = 'viz.linkerd.io/tap-enabled';
const MESH_MARK = 'linkerd.io/control-plane-ns';

/** Marks of injection that the charts of Linkerd and its extensions do not write themselves. */
const MARKS = new Set([
  TAP_MARK,
  MESH_MARK,
  'linkerd.io/proxy-version',
  'linkerd.io/trust-root-sha256',
  'linkerd.io/workload-ns',
  'linkerd.io/proxy-deployment',
  'linkerd.io/proxy-daemonset',
  'linkerd.io/proxy-statefulset',
  'linkerd.io/proxy-replicaset',
  'linkerd.io/proxy-job',
  'linkerd.io/proxy-cronjob',
]);

function isMark({ key, placement }: MetadataKey): boolean {
  return placement === 'pod' && MARKS.has(key);
}

/**
 * Whether the pod is written out, has no proxy, and neither was copied from a cluster nor is part of Linkerd's
 * charts.
 */
function isInSource(annotation: MetadataEntry): boolean {
  const pod = podAround(annotation);
  const { owner, resource } = annotation;
  if (!pod?.isComplete || [...pod.containers, ...pod.initContainers].some(isInjectedContainer)) return false;
  if (entryOf(resource?.node, 'status') || descend(owner, ['metadata', 'uid'])) return false;
  const labels = descend(owner, ['metadata', 'labels']);
  return !OWN_PARTS.some((key) => child(labels, key) !== undefined);
}

const OWN_PARTS = ['linkerd.io/control-plane-component', 'linkerd.io/extension', 'linkerd.io/cni-resource'];

function messageFor(key: string): string {
  if (key === TAP_MARK)
    return l10n.t(
      'Only the tap injector should write this. Remove it: set by hand, it makes the injector skip the pod, and tap never works.',
    );
  if (key === MESH_MARK)
    return l10n.t(
      'Only the injector should write this. Remove it: set by hand, it makes Linkerd treat the pod as meshed even without a proxy, and connections to it fail.',
    );
  return l10n.t('The injector writes this on pods; set by hand it may be wrong. Remove it.');
}

function remove({ document, mapEntry, alias }: MetadataEntry): Fix[] {
  const edit = mapEntry && !alias ? removeEntry(document, mapEntry.map, mapEntry.pair) : undefined;
  return fixOf(l10n.t('Remove it'), 'suggestion', edit && [edit]);
}
