import { isScalar, type YamlNode } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';
import { parsePlugin, parseRelease } from '../environment/releases.ts';
import type { Evidence } from './evidence.ts';
import type { Piece, Source } from './source.ts';

/**
 * A version of Linkerd as charts and images write it. Buoyant's own builds count as the milestone that they are based
 * on.
 */
export function releaseText(text: string): string | undefined {
  const enterprise = /^(?:enterprise|preview)-(2\.\d{1,2}\.\d{1,3})(?:[-+].*)?$/.exec(text)?.[1];
  const release = enterprise ?? text;
  return parseRelease(release) ? release : undefined;
}

/**
 * Evidence in the values of the control plane's chart: `cniEnabled` and Linkerd's version, below `global` in early
 * versions, and `disableIPv6`.
 */
export function controlPlaneValues({ node, source }: Piece): Evidence[] {
  return [
    ...[node, child(node, 'global')].flatMap((values) => [
      ...dataPlaneOf(child(values, 'cniEnabled'), source),
      ...['linkerdVersion', 'controllerImageVersion'].flatMap((key) =>
        linkerdOf(key, child(values, key), source),
      ),
    ]),
    ...ipv6Values({ node, source }, false),
  ];
}

/** Evidence of `disableIPv6`, which both charts have. In quotes, `false` counts as true in a template. */
export function ipv6Values({ node, source }: Piece, isOfPlugin: boolean): Evidence[] {
  const value = child(node, 'disableIPv6');
  return isScalar(value) && value.style === 'plain'
    ? disableIPv6(source.textOf(value) ?? '', source.lineOf(value), isOfPlugin)
    : [];
}

/** Evidence in the values of the linkerd2-cni chart: the plugin's version. */
export function cniPluginValues({ node, source }: Piece): Evidence[] {
  const version = descend(node, ['image', 'version']);
  const text = source.textOf(version);
  if (!version || text === undefined || !parsePlugin(text) || !isPluginImage({ node, source })) return [];
  return [
    {
      setting: 'cniPlugin',
      value: text,
      basis: 'set',
      what: `image.version: ${text}`,
      line: source.lineOf(version),
    },
  ];
}

/** The evidence of an explicit `cniEnabled`. */
export function cniEnabled(text: string, line: number): Evidence[] {
  if (text !== 'true' && text !== 'false') return [];
  const value = text === 'true' ? 'cni' : 'proxy-init';
  return [{ setting: 'dataPlane', value, basis: 'set', what: `cniEnabled: ${text}`, line }];
}

/** The evidence of an explicit `disableIPv6`. */
export function disableIPv6(text: string, line: number, isOfPlugin: boolean): Evidence[] {
  if (text !== 'true' && text !== 'false') return [];
  const value = text === 'true' ? 'disabled' : 'enabled';
  return [{ setting: 'ipv6', value, basis: 'set', what: `disableIPv6: ${text}`, line, isOfPlugin }];
}

/** An image with another name may have its own version numbers. */
function isPluginImage({ node, source }: Piece): boolean {
  const name = descend(node, ['image', 'name']);
  return name === undefined || /(?:^|\/)cni-plugin$/.test(source.textOf(name) ?? '');
}

function dataPlaneOf(node: YamlNode | undefined, source: Source): Evidence[] {
  const text = source.textOf(node);
  return node && text !== undefined ? cniEnabled(text, source.lineOf(node)) : [];
}

function linkerdOf(key: string, node: YamlNode | undefined, source: Source): Evidence[] {
  const text = source.textOf(node);
  const release = text === undefined ? undefined : releaseText(text);
  if (!isScalar(node) || release === undefined) return [];
  return [
    { setting: 'linkerd', value: release, basis: 'set', what: `${key}: ${text}`, line: source.lineOf(node) },
  ];
}
