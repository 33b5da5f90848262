import type { RuleContext } from '../../engine/rule.ts';
import { isCore, type Resource } from '../../kubernetes/resource.ts';
import { rangeOf, textOf } from '../../kubernetes/specFields.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isSequence, type YamlNode } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';

/** A port of a Service with `appProtocol`. */
export interface ProtocolPort {
  readonly service: Resource;
  readonly port: number;
  /** As written. */
  readonly protocol: string;
  /** The range of the protocol. */
  readonly range: TextRange;
}

/** The ports with `appProtocol` of all Services whose number and protocol are certain. */
export function protocolPorts({ document, resources }: RuleContext): readonly ProtocolPort[] {
  return resources
    .filter((service) => isCore(service, 'Service'))
    .flatMap((service) => {
      const ports = descend(service.node, ['spec', 'ports']);
      return isSequence(ports) ? ports.items.flatMap((item) => readPort(document, service, item)) : [];
    });
}

function readPort(document: YamlDocument, service: Resource, item: YamlNode): ProtocolPort[] {
  const number = textOf(document, child(item, 'port'));
  const node = child(item, 'appProtocol');
  const protocol = textOf(document, node);
  if (number === undefined || !/^[0-9]{1,5}$/.test(number)) return [];
  if (!node || protocol === undefined) return [];
  return [{ service, port: Number(number), protocol, range: rangeOf(node) }];
}

/**
 * The first release that reads `appProtocol` (linkerd2#13721, `policy-controller/core/src/outbound.rs` AppProtocol).
 */
const FIRST_READER = { edge: 'edge-25.3.1', milestone: '2.18' };

/** Whether the configured Linkerd reads `appProtocol`, or may do so. */
export function readsAppProtocol({ linkerd }: Environment): boolean {
  const release = parseRelease(linkerd);
  return release === undefined || isReleaseBefore(release, FIRST_READER) !== true;
}
