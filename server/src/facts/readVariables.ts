import { isLinkerdPrefix } from '../linkerd/metadata/linkerdKeys.ts';
import type { Fields } from './fields.ts';
import { isKnown } from './known.ts';
import type { VariableFacts } from './resourceFacts.ts';

const NONE: readonly VariableFacts[] = [];

/** A variable as Flux substitutes it (fluxcd/pkg `envsubst`), with a default or without one. */
const VARIABLE = /^(["']?)\$\{([A-Za-z_]\w*)(?::?[=-]([^{}"'\n]*))?\}\1$/;

/** Keeps Flux from substituting anything in a resource, as a label or as an annotation. */
const SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';

/**
 * The annotations of a resource whose value is one variable and nothing else.
 *
 * @param paths lead to what has annotations in it
 */
export function readVariables(root: Fields, paths: readonly (readonly string[])[]): readonly VariableFacts[] {
  const found = paths.flatMap((path) => variablesBelow(root, path));
  if (found.length === 0) return NONE;
  const metadata = root.at('metadata');
  const switches = ['labels', 'annotations'].map((map) => metadata.at(map).at(SUBSTITUTE).exists);
  return switches.every((exists) => exists === false) ? found : NONE;
}

function variablesBelow(root: Fields, path: readonly string[]): VariableFacts[] {
  const annotations = root.along([...path, 'metadata', 'annotations']);
  return Object.entries(annotations.strings(isLinkerdPrefix).values).flatMap(([key, value]) => {
    if (isKnown(value)) return [];
    const [, , name, fallback] = VARIABLE.exec(annotations.at(key).source ?? '') ?? [];
    if (name === undefined) return [];
    return [{ at: [...path, 'metadata', 'annotations', key], name, fallback }];
  });
}
