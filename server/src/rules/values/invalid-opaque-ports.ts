import * as l10n from '@vscode/l10n';
import type { Rule } from '../../engine/rule.ts';
import { podAround } from '../../kubernetes/pod.ts';
import type { AnnotationValue } from '../../linkerd/metadata/annotationValue.ts';
import { trimSpace } from '../../linkerd/ports/portList.ts';
import { type RefusedValue, shorten } from '../../linkerd/values/reading.ts';
import { isSequence } from '../../yaml/nodes.ts';
import { child, childText } from '../../yaml/walkEntries.ts';
import { invalidValuesOf, type Verdict } from './invalidValues.ts';

/**
 * Because of one invalid entry, the policy controller ignores the whole list (linkerd2
 * `policy-controller/k8s/index/src/ports.rs` ports_annotation). The injector and the destination controller accept
 * names and ignore only the invalid entries. Clients of a Service use the destination controller's answer. Tested with
 * linkerd2 edge-26.8.3.
 */
export default {
  id: 'invalid-opaque-ports',
  summary: 'A list of ports that the policy controller ignores because one entry is invalid',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type === 'opaque-ports' || value.type === 'policy-ports', {
    meant: portNamed,
    verdict: verdictOn,
  }),
} satisfies Rule;

function verdictOn(value: AnnotationValue, part: string, reading: RefusedValue): Verdict | undefined {
  if (value.entry.value.type !== 'opaque-ports') return undefined;
  const number = portNamed(value, part);
  const name = trimSpace(part);
  const text = shorten(name);
  if (value.annotation.placement === 'service') {
    if (number !== undefined) return namedOnService(text, number);
    const message = isPortName(name) ? unknownName(text, hasPorts(value.annotation)) : ignored(reading);
    return { severity: 'warning', message };
  }
  if (number === undefined) return undefined;
  return {
    severity: 'warning',
    message: l10n.t(
      'Clients read “{0}” as {1}, but the policy controller ignores a list that contains a name, so this pod’s proxy detects the protocol on all of these ports. Write {1}.',
      text,
      number,
    ),
  };
}

/**
 * Clients prefer the destination controller's answer, so on a Service the policy controller's empty list has no effect.
 */
function namedOnService(text: string, number: string): Verdict {
  return {
    severity: 'information',
    message: l10n.t(
      'Clients read “{0}” as {1}, which works, but the policy controller ignores a list that contains a name. Write {1}.',
      text,
      number,
    ),
  };
}

/** Whether a Service's port may have this name. */
function isPortName(text: string): boolean {
  return /^[a-z0-9-]+$/i.test(text) && /[a-z]/i.test(text);
}

function unknownName(text: string, isWritten: boolean): string {
  return isWritten
    ? l10n.t(
        '“{0}” is neither a number nor the name of a port of this Service, so it makes no port opaque, and clients detect the protocol. Write the port’s number.',
        text,
      )
    : l10n.t(
        '“{0}” is not a number, so it makes a port opaque only if the Service has a port with this name. Write its number.',
        text,
      );
}

function ignored({ reason, consequence = l10n.t('Clients ignore it.') }: RefusedValue): string {
  return l10n.t('{0} {1}', reason, consequence);
}

/** Whether the document contains all ports of the Service. */
function hasPorts({ document, resource }: AnnotationValue['annotation']): boolean {
  const ports = child(child(resource?.node, 'spec'), 'ports');
  return isSequence(ports) && !document.hasTemplatedLines(ports);
}

/** The number of the port with this name in the annotated pod or Service. */
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
