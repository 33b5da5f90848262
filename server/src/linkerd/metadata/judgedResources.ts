import { groupOf, isCore, type Resource } from '../../kubernetes/resource.ts';
import { itemsOf, textOf } from '../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import type { YamlMap } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';
import { DEFAULT_OPAQUE_PORTS } from '../ports/defaultOpaquePorts.ts';
import { tcpPortsOf } from '../ports/serviceOpaquePorts.ts';
import { mayContainLinkerd } from '../prefilter.ts';

/**
 * Whether rules may judge a resource. One that does not name Linkerd is judged only if it is certain that Linkerd, where it
 * is installed, acts on it: a route for a Service, a TrafficSplit, a Service with a port that is opaque by default.
 */
export function isJudged(document: YamlDocument, resource: Resource): boolean {
  const { node } = resource;
  if (!node || isNamed(document, node)) return true;
  return isServiceRoute(document, resource) || isTrafficSplit(resource) || hasDefaultPort(document, resource);
}

/** What an alias leads to stands anywhere in the document. */
function isNamed(document: YamlDocument, { start, end }: YamlMap): boolean {
  return mayContainLinkerd(document.mayHaveAliases ? document.text : document.text.slice(start, end));
}

function isServiceRoute(document: YamlDocument, { node, apiVersion }: Resource): boolean {
  if (apiVersion === undefined || groupOf(apiVersion) !== 'gateway.networking.k8s.io') return false;
  return itemsOf(document, child(child(node, 'spec'), 'parentRefs')).some(
    (parent) => textOf(document, child(parent, 'kind')) === 'Service',
  );
}

/** Whether a resource is a TrafficSplit of the Service Mesh Interface, in any version. */
export function isTrafficSplit({ kind, apiVersion }: Resource): boolean {
  return kind === 'TrafficSplit' && apiVersion !== undefined && groupOf(apiVersion) === 'split.smi-spec.io';
}

function hasDefaultPort(document: YamlDocument, resource: Resource): boolean {
  if (!isCore(resource, 'Service')) return false;
  return tcpPortsOf(document, resource).some(
    ({ node, number, target }) =>
      child(node, 'appProtocol') !== undefined &&
      [number, target].some((port) => typeof port === 'number' && DEFAULT_OPAQUE_PORTS.includes(port)),
  );
}
