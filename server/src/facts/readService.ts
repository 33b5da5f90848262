import type { Fields } from './fields.ts';
import { isKnown, type Known, type StringMap } from './known.ts';
import { isClientAnnotation, isPodAnnotation } from './metadataKeys.ts';
import type { OwnFacts } from './readPolicy.ts';
import type { ServicePortFacts } from './resourceFacts.ts';

/** Reads a core Service. */
export function readService(root: Fields): OwnFacts<'Service'> {
  const spec = root.at('spec');
  const ports = spec.at('ports').items();
  return {
    type: 'Service',
    labels: root.at('metadata').at('labels').strings(),
    annotations: root.at('metadata').at('annotations').strings(isClientAnnotation),
    selector: readServiceSelector(spec.at('selector')),
    ports: { ...ports, items: ports.items.map(readPort) },
    clusterIP: spec.at('clusterIP').text(),
    serviceType: spec.at('type').text(),
  };
}

/** Reads a Namespace. */
export function readNamespace(root: Fields): OwnFacts<'Namespace'> {
  const metadata = root.at('metadata');
  return {
    type: 'Namespace',
    labels: metadata.at('labels').strings(),
    annotations: metadata.at('annotations').strings(isPodAnnotation),
  };
}

/** A Service's selector is a plain mapping of labels. */
function readServiceSelector(selector: Fields): Known<StringMap | undefined> {
  const { exists } = selector;
  if (!isKnown(exists)) return exists;
  return exists ? selector.strings() : undefined;
}

function readPort(port: Fields): ServicePortFacts {
  return {
    number: port.at('port').integer(),
    name: port.at('name').text(),
    targetPort: port.at('targetPort').integerOrText(),
    protocol: port.at('protocol').text(),
    appProtocol: port.at('appProtocol').text(),
  };
}
