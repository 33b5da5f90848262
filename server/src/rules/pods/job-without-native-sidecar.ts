import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { type Pod, podAround } from '../../kubernetes/pod.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { appendEntry } from '../../yaml/edit/entryEdits.ts';
import { injectingSites } from './injectedPods.ts';
import { nativeSidecar } from './nativeSidecar.ts';

/**
 * A Job ends when all its containers have ended. The proxy ends only as a native sidecar, or on request (linkerd2
 * `charts/partials/templates/_proxy.tpl` restartPolicy).
 */
export default {
  id: 'job-without-native-sidecar',
  summary: 'A Job that never completes because its proxy keeps running',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
  query: podAnnotationsNamed(INJECT_KEY),
  *check({ annotations, environment }: RuleContext) {
    for (const annotation of injectingSites(annotations)) {
      const pod = podAround(annotation);
      if (!pod || !isJob(pod) || nativeSidecar(annotation, environment) !== false) continue;
      if (mayShutDown(annotation, pod)) continue;
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'Without a native sidecar, the proxy keeps running after the work is done, so this Job never completes. Enable native sidecars, or end the proxy with linkerd-await --shutdown.',
        ),
        fixes: isAlphaKnown(environment.linkerd) ? switchOn(annotation) : [],
      };
    }
  },
} satisfies Rule;

function isJob(pod: Pod): boolean {
  const { ownerKind } = pod;
  return (ownerKind === 'Job' || ownerKind === 'CronJob') && pod.spec !== undefined && pod.isComplete;
}

/** `linkerd-await --shutdown`, a request to `localhost:4191/shutdown`, or a template that may contain either. */
function mayShutDown({ document, siblings }: MetadataEntry, { spec }: Pod): boolean {
  if (!spec || siblings.has('config.linkerd.io/proxy-admin-shutdown')) return true;
  const text = document.text.slice(spec.start, spec.end);
  return document.isTemplated(spec) || /linkerd|shutdown|4191/i.test(text);
}

const ALPHA_KEY = 'config.alpha.linkerd.io/proxy-enable-native-sidecar';

function isAlphaKnown(linkerd: string): boolean {
  const release = parseRelease(linkerd);
  return (
    release !== undefined && isReleaseBefore(release, { edge: 'edge-23.11.4', milestone: '2.15' }) === false
  );
}

function switchOn(annotation: MetadataEntry): Fix[] {
  const { document, mapEntry, siblings } = annotation;
  if (!mapEntry || annotation.alias || isTemplated(annotation) || siblings.has(ALPHA_KEY)) return [];
  const edit = appendEntry(document, mapEntry.map, {
    block: `${ALPHA_KEY}: "true"`,
    flow: `"${ALPHA_KEY}": "true"`,
  });
  if (!edit) return [];
  return [
    { title: l10n.t('Enable native sidecars'), safety: 'suggestion', isPreferred: true, edits: [edit] },
  ];
}
