import type { RuleContext } from '../../engine/rule.ts';
import { isCore } from '../../kubernetes/resource.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isSequence, rangeOf, type YamlNode } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';

/** A port of a Service with `appProtocol`. */
export interface ProtocolPort {
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
      return isSequence(ports) ? ports.items.flatMap((item) => readPort(document, item)) : [];
    });
}

function readPort(document: YamlDocument, item: YamlNode): ProtocolPort[] {
  const number = textOf(document, child(item, 'port'));
  const node = child(item, 'appProtocol');
  const protocol = textOf(document, node);
  if (number === undefined || !/^[0-9]{1,5}$/.test(number)) return [];
  if (!node || protocol === undefined) return [];
  return [{ protocol, range: rangeOf(node) }];
}
