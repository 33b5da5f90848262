import { isMap, isScalar, type YamlNode } from '../yaml/nodes.ts';
import { child, childText, type YamlPath } from '../yaml/walkEntries.ts';

/** A key that is written as the end of a path in a string, and the path that it stands for. */
export interface WrittenPath {
  /** The steps, the key last. */
  readonly steps: readonly string[];
  /** Where the key begins in the string, in code units of its value. */
  readonly keyStart: number;
  /** The key as such a string spells it. */
  spell(key: string): string;
}

/**
 * The path that a JSON Patch operation or a Helm parameter writes to, where `value` is what it writes:
 *
 *     - op: add                                                # RFC 6902, in kustomize and Argo CD
 *       path: /spec/template/metadata/annotations/config.linkerd.io~1skip-inbound-ports
 *       value: "8080"
 *     - name: podAnnotationsNamed.config\.linkerd\.io/skip-inbound-ports   # helm --set, in Argo CD and helmfile
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

/** RFC 6901: `~1` is a slash, `~0` a tilde. */
function readPointer(pointer: string): WrittenPath {
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return {
    steps,
    keyStart: pointer.lastIndexOf('/') + 1,
    spell: (key) => key.replaceAll('~', '~0').replaceAll('/', '~1'),
  };
}

/** Helm's `strvals`: a backslash takes a dot its meaning. */
function readParameter(name: string): WrittenPath {
  const written = name.split(/(?<!\\)\./);
  const key = written.at(-1) ?? '';
  return {
    steps: written.map((step) => step.replaceAll('\\.', '.')),
    keyStart: name.length - key.length,
    spell: (text) => text.replaceAll('.', '\\.'),
  };
}

/** Names under which custom resources carry a chart's values, which are no part of the resource. */
const VALUES = new Set(['values', 'valuesObject', 'valuesInline']);

/**
 * The path at which something takes effect: below a JSON Patch operation's `value` it begins with the operation's own
 * path, and below a chart's values with these.
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

/** Links steps to a path; the first `count` lead to `node`. */
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
