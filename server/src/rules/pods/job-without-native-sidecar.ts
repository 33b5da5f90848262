import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotationsNamed } from '../../engine/ruleQuery.ts';
import { type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { type Pod, podAround } from '../../kubernetes/pod.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { appendEntry } from '../../yaml/edit/entryEdits.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { replacePart } from '../fixes/valueEdits.ts';
import { injectingSites } from './injectedPods.ts';
import { nativeSidecar, nativeSidecarAnnotation, nativeSidecarKeys } from './nativeSidecar.ts';

/**
 * A Job completes when all its containers have exited. Kubernetes stops the proxy only if it is a native sidecar
 * (linkerd2 `charts/partials/templates/_proxy.tpl` restartPolicy). Otherwise the proxy exits on request, which since
 * 2.16 needs `config.linkerd.io/proxy-admin-shutdown: enabled`.
 */
export default {
  id: 'job-without-native-sidecar',
  summary: 'A Job that may never complete, because its proxy keeps running',
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
          'The proxy is not a native sidecar, so this Job never completes unless the image stops the proxy. Enable native sidecars, or use linkerd-await --shutdown with proxy-admin-shutdown enabled.',
        ),
        fixes: switchOn(annotation, environment.linkerd),
      };
    }
  },
} satisfies Rule;

function isJob(pod: Pod): boolean {
  return (pod.ownerKind === 'Job' || pod.ownerKind === 'CronJob') && pod.isComplete;
}

/** `linkerd-await --shutdown`, a request to `localhost:4191/shutdown`, or a template that may contain either. */
function mayShutDown({ document, siblings }: MetadataEntry, { spec }: Pod): boolean {
  if (!spec || siblings.has('config.linkerd.io/proxy-admin-shutdown')) return true;
  const text = document.text.slice(spec.start, spec.end);
  return document.isTemplated(spec) || /linkerd|shutdown|4191/i.test(text);
}

/**
 * Changes the annotation that takes effect, or adds the newest one that the release reads. No fix if the release is not
 * known.
 */
function switchOn(annotation: MetadataEntry, linkerd: string): Fix[] {
  const title = l10n.t('Enable native sidecars');
  const release = parseRelease(linkerd);
  const existing = nativeSidecarAnnotation(annotation, release);
  if (existing) return existing.value ? changeToTrue(existing, existing.value, title) : [];
  const [key] = release ? nativeSidecarKeys(release) : [];
  const { document, mapEntry } = annotation;
  if (key === undefined || !mapEntry || annotation.alias) return [];
  const edit = appendEntry(document, mapEntry.map, { block: `${key}: "true"`, flow: `"${key}": "true"` });
  return fixOf(title, 'suggestion', edit && [edit]);
}

function changeToTrue(annotation: MetadataEntry, value: ScalarText, title: string): Fix[] {
  if (annotation.alias || annotation.valueAlias) return [];
  const change = { start: 0, end: value.value.length, text: 'true' };
  return replacePart({ annotation, value }, title, 'suggestion', change);
}
