import * as l10n from '@vscode/l10n';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { type Environment, findSkipListImpact } from '../../linkerd/environment/environment.ts';
import { OPAQUE_PORTS_KEY, SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { withholdsIdentity } from '../../linkerd/ports/inboundSkipping.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import type { PortSet } from '../../linkerd/ports/portSet.ts';
import { proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import { isScalar, isSequence } from '../../yaml/nodes.ts';
import { child, childText, descend } from '../../yaml/walkEntries.ts';
import type { ValueOption } from './suggestion.ts';

/** A port that is declared beside an annotation. */
interface KnownPort {
  readonly number: number;
  readonly detail: string | undefined;
}

/**
 * The ports to add to a list: those of the containers or of the Service that are neither in the list nor in the
 * opposite list, which would override them. Outbound connections end elsewhere, so outbound lists get none.
 *
 * @param rest the list without the part that is being typed
 */
export function portOptions(
  key: string,
  annotation: MetadataEntry,
  rest: string,
  environment: Environment,
): ValueOption[] {
  if (key === SKIP_OUTBOUND_KEY) return [];
  const listed = parsePortList(rest).skipped;
  const taken = takenElsewhere(key, annotation);
  const ports = knownPorts(annotation).filter(({ number }) => !listed.has(number) && !taken.has(number));
  if (key === SKIP_INBOUND_KEY) return skipInboundOptions(ports, annotation, rest, environment);
  const documentation = key === OPAQUE_PORTS_KEY ? opaqueEffect() : identityEffect();
  return ports.map(({ number, detail }) => ({ value: String(number), detail, documentation }));
}

function opaqueEffect(): string {
  return l10n.t(
    'Keeps this port in the mesh without protocol detection, for protocols in which the server sends first.',
  );
}

function identityEffect(): string {
  return l10n.t('The proxy then refuses connections to this port without mTLS.');
}

/**
 * Ports for a list of inbound ports to skip, each with its consequences. If linkerd-cni before v1.6.3 replaces its
 * own list by this one, a list with the proxy's own ports works with a control plane before 2.11; with a newer one no
 * list works. So nothing is offered there, nor where the cluster may be such a one: a rule would warn of it.
 */
function skipInboundOptions(
  ports: readonly KnownPort[],
  annotation: MetadataEntry,
  rest: string,
  environment: Environment,
): ValueOption[] {
  const { impact, reason } = findSkipListImpact(environment);
  const isWithheld = withholdsIdentity(environment);
  if (isWithheld && impact !== 'notAffected') return [];
  const own = proxyPorts(annotation);
  const cost = l10n.t(
    'Connections to this port bypass the proxy: no mTLS, policy or metrics. With `opaque-ports` it stays in the mesh.',
  );
  const options = ports
    .filter(({ number }) => !isWithheld || number !== own?.control)
    .map(({ number, detail }) => ({ value: String(number), detail, documentation: cost }));
  const missing = missingProxyPorts(annotation, rest, environment);
  return missing === '' ? options : withProxyPorts(options, missing, reason);
}

/** The proxy's own ports, alone and before each of the others, because a list without them breaks tap. */
function withProxyPorts(options: readonly ValueOption[], missing: string, reason: string): ValueOption[] {
  const own: ValueOption = {
    value: missing,
    detail: l10n.t('the proxy’s own ports'),
    documentation: l10n.t(
      'Without them in the list, linkerd-cni before v1.6.3 sends them through the proxy, and tap fails. {0}',
      reason,
    ),
  };
  return [own, ...options.map((option) => ({ ...option, value: `${missing},${option.value}` }))];
}

/** Those of the proxy's own ports, `4190,4191`, that an inbound list lacks and may need. */
export function missingProxyPorts(annotation: MetadataEntry, rest: string, environment: Environment): string {
  const ports = proxyPorts(annotation);
  const { skipped, hasUnknown } = parsePortList(rest);
  if (!ports || hasUnknown || withholdsIdentity(environment)) return '';
  if (findSkipListImpact(environment).impact === 'notAffected') return '';
  return [...new Set([ports.control, ports.admin])].filter((port) => !skipped.has(port)).join();
}

/** The ports of the opposite list: a port that skips the proxy is not opaque, and vice versa. */
function takenElsewhere(key: string, { siblings }: MetadataEntry): PortSet {
  const other = siblings.get(key === SKIP_INBOUND_KEY ? OPAQUE_PORTS_KEY : SKIP_INBOUND_KEY);
  return parsePortList(other?.value?.value ?? '').skipped;
}

/** The ports declared beside the annotation, without duplicates. */
function knownPorts(annotation: MetadataEntry): KnownPort[] {
  const ports = annotation.placement === 'service' ? servicePorts(annotation) : containerPorts(annotation);
  return ports.filter((port, index) => ports.findIndex(({ number }) => number === port.number) === index);
}

/** Only TCP ports, because Linkerd handles no others. */
function containerPorts(annotation: MetadataEntry): KnownPort[] {
  const pod = podAround(annotation);
  const containers = [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])];
  return containers.flatMap(({ name: container, ports }) =>
    ports.flatMap(({ number, name, protocol }) =>
      number === undefined || (protocol !== undefined && protocol !== 'TCP')
        ? []
        : [{ number, detail: describe(name, container) }],
    ),
  );
}

function servicePorts({ resource }: MetadataEntry): KnownPort[] {
  const ports = descend(resource?.node, ['spec', 'ports']);
  if (!isSequence(ports)) return [];
  return ports.items.flatMap((node) => {
    const port = child(node, 'port');
    const isPort = isScalar(port) && /^[0-9]{1,5}$/.test(port.value);
    return isPort
      ? [{ number: Number(port.value), detail: describe(childText(node, 'name'), undefined) }]
      : [];
  });
}

function describe(name: string | undefined, container: string | undefined): string | undefined {
  return [name, container].filter((part) => part !== undefined).join(' · ') || undefined;
}
