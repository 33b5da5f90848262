import type { Rule } from '../../engine/rule.ts';
import { podAround } from '../../kubernetes/pod.ts';
import type { AnnotationValue } from '../../linkerd/metadata/annotationValue.ts';
import { trimSpace } from '../../linkerd/ports/portList.ts';
import { isSequence } from '../../yaml/nodes.ts';
import { child, childText } from '../../yaml/walkEntries.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** linkerd2 `policy-controller/k8s/index/src/ports.rs` ports_annotation: one error makes the set empty. */
export default {
  id: 'invalid-opaque-ports',
  summary: 'A list of ports that the policy controller ignores as a whole because one part is invalid',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type === 'opaque-ports' || value.type === 'policy-ports', {
    meant: portNamed,
  }),
} satisfies Rule;

/** The number of the port with this name in the pod or service beside the annotation. */
function portNamed({ annotation }: AnnotationValue, part: string): string | undefined {
  const name = trimSpace(part);
  if (annotation.placement === 'service') return servicePort(child(annotation.resource?.node, 'spec'), name);
  const { containers = [], initContainers = [] } = podAround(annotation) ?? {};
  const ports = [...initContainers, ...containers].flatMap((container) => container.ports);
  return ports.findLast((port) => port.name === name)?.number?.toString();
}

function servicePort(spec: Parameters<typeof child>[0], name: string): string | undefined {
  const ports = child(spec, 'ports');
  if (!isSequence(ports)) return undefined;
  const port = ports.items.find((item) => childText(item, 'name') === name);
  const number = port && childText(port, 'port');
  return number !== undefined && /^[0-9]{1,5}$/.test(number) ? number : undefined;
}
