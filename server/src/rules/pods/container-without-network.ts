import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotationsNamed } from '../../engine/ruleQuery.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isInjectedContainer } from '../../linkerd/injectedContainers.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import type { TextRange } from '../../text/range.ts';
import { isMap, isSequence, rangeOf, type YamlMap } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';
import { injectingSites } from './injectedPods.ts';
import { nativeSidecar } from './nativeSidecar.ts';

/**
 * The plugin sets up iptables before any container runs, and the proxy starts after the init containers, unless it is a
 * native sidecar (linkerd2-proxy-init `cni-plugin/main.go`, linkerd2 `pkg/inject/inject.go`).
 */
export default {
  id: 'container-without-network',
  summary: 'An init container that needs the network before the proxy starts, with linkerd-cni',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: podAnnotationsNamed(INJECT_KEY),
  appliesIn: hasPlugin,
  *check({ annotations, environment }: RuleContext) {
    for (const annotation of injectingSites(annotations)) {
      if (nativeSidecar(annotation, environment) !== false || hasOutboundSkip(annotation)) continue;
      const agent = vaultAgent(annotation);
      const ranges = [...networkUsers(annotation), ...(agent ? [agent] : [])];
      for (const range of ranges) {
        yield {
          range,
          message: l10n.t(
            'With linkerd-cni, this init container’s connections fail: they are redirected to the proxy, which starts later. Enable native sidecars, or skip the ports that it uses.',
          ),
        };
      }
    }
  },
} satisfies Rule;

function hasPlugin({ dataPlane }: Environment): boolean {
  return dataPlane === 'cni';
}

/**
 * Vault's injector adds an init container that fetches secrets. Other annotations can leave it out, or make it run as the
 * proxy's user, whose connections are not redirected.
 */
function vaultAgent({ document, mapEntry }: MetadataEntry): TextRange | undefined {
  const [agent, ...exceptions] = ['inject', 'pre-populate', 'run-as-user'].map((key) =>
    child(mapEntry?.map, `vault.hashicorp.com/agent-${key}`),
  );
  if (!agent || exceptions.some((exception) => exception !== undefined)) return undefined;
  return textOf(document, agent) === 'true' ? rangeOf(agent) : undefined;
}

/** Programs that always use the network. */
const PROGRAMS =
  /\b(?:curl|wget|nc|netcat|nslookup|dig|ping|pg_isready|psql|mysqladmin|redis-cli|mongosh?|wait-for(?:-it)?|git clone|aws s3|gsutil|kubectl)\b/;

/** The commands of init containers that certainly use the network. Those of the proxy's user are not redirected. */
function networkUsers(annotation: MetadataEntry): TextRange[] {
  const pod = podAround(annotation);
  const containers = child(pod?.spec, 'initContainers');
  if (!isSequence(containers)) return [];
  return containers.items.filter(isMap).flatMap((container) => {
    const name = textOf(annotation.document, child(container, 'name'));
    if (
      isInjectedContainer({ name }) ||
      child(container, 'restartPolicy') ||
      runsAsProxy(annotation, container, pod?.spec)
    )
      return [];
    return commandOf(annotation, container) ?? [];
  });
}

function commandOf({ document }: MetadataEntry, container: YamlMap): TextRange | undefined {
  for (const key of ['command', 'args']) {
    const node = child(container, key);
    if (!isSequence(node) || document.isTemplated(node)) continue;
    if (PROGRAMS.test(document.text.slice(node.start, node.end))) return { start: node.start, end: node.end };
  }
  return undefined;
}

/**
 * Whether some outbound ports bypass the proxy. The init container may only need these. `skip-subnets` is about inbound
 * connections (linkerd2-proxy-init `pkg/iptables/iptables.go` addIncomingTrafficRules).
 */
function hasOutboundSkip({ siblings }: MetadataEntry): boolean {
  return siblings.has('config.linkerd.io/skip-outbound-ports');
}

/** Whether a container may run as the proxy's user, whose connections are not redirected. Its own user counts over the pod's. */
function runsAsProxy({ document }: MetadataEntry, container: YamlMap, spec: YamlMap | undefined): boolean {
  const userOf = (map: YamlMap | undefined) => child(child(map, 'securityContext'), 'runAsUser');
  const user = userOf(container) ?? userOf(spec);
  return user !== undefined && textOf(document, user) !== '0';
}
