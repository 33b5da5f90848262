import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { type Fact, type Pod, podAround } from '../../kubernetes/pod.ts';
import { isInjectedContainer } from '../../linkerd/injectedContainers.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { parseGoInteger } from '../../linkerd/values/integer.ts';
import { injectingSites } from './injectedPods.ts';

/**
 * iptables does not redirect this user's connections (linkerd2-proxy-init `pkg/iptables/iptables.go` makeIgnoreUserID).
 */
export default {
  id: 'proxy-uid-collision',
  summary: 'A container that runs as the proxy’s user, so its connections bypass the proxy',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: podAnnotationsNamed(INJECT_KEY),
  *check({ annotations }: RuleContext) {
    for (const annotation of injectingSites(annotations)) {
      const pod = podAround(annotation);
      const uid = proxyUid(annotation);
      if (!pod || uid === undefined || annotation.alias || !mentions(annotation, pod, uid)) continue;
      for (const fact of usersOf(pod)) {
        if (fact.value !== uid || !fact.range) continue;
        yield {
          range: fact.range,
          message: l10n.t(
            'The proxy also runs as user {0}, so this container’s connections bypass it, without mTLS, policy or metrics. Use another user, or set config.linkerd.io/proxy-uid.',
            uid,
          ),
        };
      }
    }
  },
} satisfies Rule;

const UID_KEY = 'config.linkerd.io/proxy-uid';

/** linkerd2 `charts/linkerd-control-plane/values.yaml` proxy.uid. */
const STANDARD_UID = 2102;

/** The proxy's user, from the annotation or the chart's default. The injector ignores values that it cannot parse. */
function proxyUid({ siblings }: MetadataEntry): number | undefined {
  const annotation = siblings.get(UID_KEY);
  if (!annotation) return STANDARD_UID;
  if (isTemplated(annotation)) return undefined;
  return Number(parseGoInteger(annotation.value?.value ?? '') ?? STANDARD_UID);
}

/** Whether the text of the pod contains the number; checked before anything is parsed. */
function mentions({ document }: MetadataEntry, { spec }: Pod, uid: number): boolean {
  return spec !== undefined && document.text.slice(spec.start, spec.end).includes(String(uid));
}

/** The users that containers run as: their own, and the pod's if a container has none. */
function usersOf({ containers, runAsUser }: Pod): Fact<number>[] {
  const own = containers.filter((container) => !isInjectedContainer(container));
  const users = own.flatMap((container) => container.runAsUser ?? []);
  return runAsUser && users.length < own.length ? [...users, runAsUser] : users;
}
