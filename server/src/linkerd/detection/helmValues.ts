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
 * Evidence in the values of the control plane's chart: `cniEnabled`, below `global` in early versions, and Linkerd's
 * version.
 */
export function controlPlaneValues({ node, source }: Piece): Evidence[] {
  return [node, child(node, 'global')].flatMap((values) => [
    ...dataPlaneOf(child(values, 'cniEnabled'), source),
    ...['linkerdVersion', 'controllerImageVersion'].flatMap((key) =>
      linkerdOf(key, child(values, key), source),
    ),
  ]);
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
