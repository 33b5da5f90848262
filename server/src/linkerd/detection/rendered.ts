import { podTemplate, readResource } from '../../kubernetes/resource.ts';
import { isMap, isScalar, sequenceItems, type YamlMap, type YamlNode } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';
import { parsePlugin } from '../environment/releases.ts';
import type { Evidence } from './evidence.ts';
import { cniEnabled, controlPlaneValues, releaseText } from './helmValues.ts';
import type { Source } from './source.ts';

/** Evidence in a rendered resource: the plugin's DaemonSet, injected pods, Linkerd's own settings. */
export function renderedEvidence(resource: YamlMap, source: Source): Evidence[] {
  const { kind, name, apiVersion } = readResource(resource);
  if (kind === 'ControlPlane' && apiVersion?.startsWith('linkerd.buoyant.io/'))
    return operatorEvidence(descend(resource, ['spec', 'components', 'linkerd']), source);
  if (kind === 'ConfigMap' && name === 'linkerd-config')
    return configEvidence(child(resource, 'data'), source);
  if (kind === 'ConfigMap' && name === 'linkerd-cni-config')
    return networkConfigEvidence(descend(resource, ['data', 'cni_network_config']), source);
  const template = kind === 'Pod' ? resource : podTemplate(readResource(resource));
  const pod = child(template, 'spec');
  const initContainers = sequenceItems(child(pod, 'initContainers'));
  const containers = sequenceItems(child(pod, 'containers'));
  return [
    ...[...initContainers, ...containers].flatMap((container) => imageEvidence(container, source)),
    ...initContainers.flatMap((container) => initEvidence(container, source)),
    ...proxyVersion(descend(template, ['metadata', 'annotations', 'linkerd.io/proxy-version']), source),
  ];
}

/** The resource of Buoyant's operator has the control plane's version and the chart's values. */
function operatorEvidence(component: YamlNode | undefined, source: Source): Evidence[] {
  const version = child(component, 'version');
  const text = source.textOf(version);
  return [
    ...(version && text !== undefined
      ? [linkerd(releaseText(text), `version: ${text}`, source.lineOf(version))]
      : []),
    ...controlPlaneValues({ node: child(component, 'controlPlaneConfig'), source }),
  ];
}

/** `linkerd install` has stored the chart's values there since 2.9; earlier releases stored JSON of their own. */
function configEvidence(data: YamlNode | undefined, source: Source): Evidence[] {
  const values = child(data, 'values');
  const global = child(data, 'global');
  return [
    ...(isScalar(values) ? controlPlaneValues(source.embedded(values)) : []),
    ...(isScalar(global) ? earlyConfig(source.embedded(global).node, source, global) : []),
  ];
}

/** The JSON that linkerd-cni runs with (`charts/linkerd2-cni/templates/cni-plugin.yaml`). */
function networkConfigEvidence(config: YamlNode | undefined, source: Source): Evidence[] {
  if (!isScalar(config)) return [];
  const json = source.embedded(config);
  const ipv6 = descend(json.node, ['linkerd', 'ipv6']);
  const text = json.source.textOf(ipv6);
  if (!ipv6 || (text !== 'true' && text !== 'false')) return [];
  const value = text === 'true' ? 'enabled' : 'disabled';
  const line = json.source.lineOf(ipv6);
  return [{ setting: 'ipv6', value, basis: 'set', what: `ipv6: ${text}`, line, isOfPlugin: true }];
}

function earlyConfig(config: YamlNode | undefined, source: Source, place: YamlNode): Evidence[] {
  const line = source.lineOf(place);
  const release = releaseText(source.textAt(config, 'version') ?? '');
  return [
    ...cniEnabled(source.textAt(config, 'cniEnabled') ?? '', line),
    ...(release === undefined ? [] : [linkerd(release, `version: ${release}`, line)]),
  ];
}

/**
 * Evidence in an image: the plugin's DaemonSet, proxies, the controllers of the control plane. Mirrors keep the last
 * part of an image's name.
 */
function imageEvidence(container: YamlNode, source: Source): Evidence[] {
  const node = child(container, 'image');
  const image = source.textOf(node);
  const [, name, tag = ''] =
    /(?:^|\/)(cni-plugin|proxy|controller)(?::([\w.+-]+))?(?:@|$)/.exec(image ?? '') ?? [];
  if (!node || image === undefined || name === undefined) return [];
  const line = source.lineOf(node);
  if (name === 'cni-plugin') return image.includes('linkerd') ? pluginEvidence(image, tag, line) : [];
  const release = /^(?:stable|edge|enterprise)-/.test(tag) ? releaseText(tag) : undefined;
  return release === undefined ? [] : [linkerd(release, image, line)];
}

function pluginEvidence(image: string, tag: string, line: number): Evidence[] {
  const installed: Evidence = { setting: 'dataPlane', value: 'cni', basis: 'installed', what: image, line };
  return parsePlugin(tag)
    ? [installed, { setting: 'cniPlugin', value: tag, basis: 'set', what: image, line }]
    : [installed];
}

/** The injector gives a pod one of the two (`charts/partials/templates/_proxy-init.tpl`, `_network-validator.tpl`). */
function initEvidence(container: YamlNode, source: Source): Evidence[] {
  const node = child(container, 'name');
  const name = source.textOf(node);
  if (!node || !isMap(container)) return [];
  const value =
    name === 'linkerd-init' ? 'proxy-init' : name === 'linkerd-network-validator' ? 'cni' : undefined;
  if (value === undefined || name === undefined) return [];
  return [{ setting: 'dataPlane', value, basis: 'set', what: name, line: source.lineOf(node) }];
}

function proxyVersion(node: YamlNode | undefined, source: Source): Evidence[] {
  const text = source.textOf(node);
  const release = releaseText(text ?? '');
  if (!node || release === undefined) return [];
  return [linkerd(release, `linkerd.io/proxy-version: ${text}`, source.lineOf(node))];
}

function linkerd(value: string | undefined, what: string, line: number): Evidence {
  return { setting: 'linkerd', value, basis: 'set', what, line };
}
