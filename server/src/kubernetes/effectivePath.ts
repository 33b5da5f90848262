import { isMap, isScalar, type YamlNode } from '../yaml/nodes.ts';
import { child, childText, type YamlPath } from '../yaml/walkEntries.ts';
import { pointerSteps } from './jsonPointer.ts';
import { parameterSteps } from './parameterSteps.ts';

/** A key that is written as the end of a path in a string, with that path. */
export interface WrittenPath {
  /** The steps of the path; the last one is the key. */
  readonly steps: readonly string[];
  /** Offset of the key in the string's value, in UTF-16 code units. */
  readonly keyStart: number;
  /** The key escaped as in such a string. */
  spell(key: string): string;
}

/**
 * The path that a JSON Patch operation or a Helm parameter sets to its `value`:
 *
 *     - op: add                                                # RFC 6902, in kustomize and Argo CD
 *       path: /spec/template/metadata/annotations/config.linkerd.io~1skip-inbound-ports
 *       value: "8080"
 *     - name: podAnnotations.config\.linkerd\.io/skip-inbound-ports   # helm --set, in Argo CD and helmfile
 *       value: "8080"
 */
export function writtenPath(parentMap: YamlNode | null | undefined): WrittenPath | undefined {
  if (!isMap(parentMap)) return undefined;
  const operation = childText(parentMap, 'op');
  const pointer = childText(parentMap, 'path');
  if (pointer?.startsWith('/') && (operation === 'add' || operation === 'replace'))
    return readPointer(pointer);
  const name = childText(parentMap, 'name');
  return name?.includes('\\.') ? readParameter(name) : undefined;
}

/** The scalar that holds the path of {@link writtenPath}. */
export function pathScalar(parentMap: YamlNode | null | undefined) {
  const node = child(parentMap, 'op') ? child(parentMap, 'path') : child(parentMap, 'name');
  return isScalar(node) ? node : undefined;
}

function readPointer(pointer: string): WrittenPath {
  return {
    steps: pointerSteps(pointer),
    keyStart: pointer.lastIndexOf('/') + 1,
    spell: (key) => key.replaceAll('~', '~0').replaceAll('/', '~1'),
  };
}

function readParameter(name: string): WrittenPath {
  const steps = parameterSteps(name);
  return {
    steps: steps.map((step) => step.name),
    keyStart: steps.at(-1)?.start ?? 0,
    spell: (text) => text.replaceAll('.', '\\.'),
  };
}

/** Fields of custom resources that hold a chart's values. */
const VALUES = new Set(['values', 'valuesObject', 'valuesInline']);

/**
 * The path at which a node takes effect. In the `value` of a JSON Patch operation it begins with the operation's path,
 * in a chart's values with the values.
 */
export function effectivePath(path: YamlPath): YamlPath {
  const below: YamlPath[] = [];
  for (let here: YamlPath | undefined = path; here; here = here.parent) {
    const written = here.step === 'value' ? writtenPath(here.parent?.node) : undefined;
    if (written)
      return chain(
        [...written.steps.map((step) => ({ step, node: null })), ...below],
        here.node,
        written.steps.length,
      );
    if (typeof here.step === 'string' && VALUES.has(here.step) && isMap(here.node)) return chain(below);
    below.unshift(here);
  }
  return path;
}

/** Links steps to a path; step number `count` gets `node`. */
function chain(
  steps: readonly Pick<YamlPath, 'step' | 'node'>[],
  node: YamlNode | null = null,
  count = 0,
): YamlPath {
  let path: YamlPath | undefined;
  for (const [index, step] of steps.entries())
    path = { parent: path, step: step.step, node: index === count - 1 ? node : step.node };
  return path as YamlPath;
}
