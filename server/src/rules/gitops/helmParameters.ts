import type { RuleContext } from '../../engine/rule.ts';
import type { RuleQuery } from '../../engine/ruleQuery.ts';
import { groupOf, type Resource } from '../../kubernetes/resource.ts';
import { itemsOf, textOf } from '../../kubernetes/specFields.ts';
import { isLinkerdPrefix } from '../../linkerd/metadata/linkerdKeys.ts';
import { isScalar, type YamlMap, type YamlNode, type YamlScalar } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';

/** A parameter of an Argo CD Application that sets an annotation of Linkerd's. */
export interface HelmParameter {
  readonly node: YamlMap;
  /** The path in the chart's values, as written. */
  readonly name: YamlScalar;
  /** The annotation that is meant. */
  readonly key: string;
  /** The end of the path that stands for the annotation, as written. */
  readonly written: string;
}

/** Matches Argo CD's Applications and ApplicationSets. */
export const ARGO_APPLICATIONS: RuleQuery = { resource: isApplication };

function isApplication({ kind, apiVersion }: Resource): boolean {
  if (apiVersion === undefined || groupOf(apiVersion) !== 'argoproj.io') return false;
  return kind === 'Application' || kind === 'ApplicationSet';
}

/** The parameters of all Applications in a document whose names and forms are certain. */
export function helmParametersOf({ document, resources }: RuleContext): readonly HelmParameter[] {
  return resources
    .filter(isApplication)
    .flatMap(({ node, kind }) => {
      const spec = descend(node, kind === 'ApplicationSet' ? ['spec', 'template', 'spec'] : ['spec']);
      return [child(spec, 'source'), ...itemsOf(document, child(spec, 'sources'))];
    })
    .flatMap((source) => itemsOf(document, descend(source, ['helm', 'parameters'])))
    .flatMap((node) => readParameter(textOf(document, child(node, 'name')), node) ?? []);
}

/** A part of a path: anything but dots, unless a backslash stands before them. */
const STEP = /(?:\\\.|[^.])+/g;

function readParameter(text: string | undefined, node: YamlMap): HelmParameter | undefined {
  const name = child(node, 'name');
  if (text === undefined || !isScalar(name)) return undefined;
  const written = annotationIn(text);
  return written === undefined ? undefined : { node, name, written, key: written.replaceAll('\\.', '.') };
}

/** The end of a path, from the step behind a map of annotations on, if that is a key of Linkerd's. */
function annotationIn(text: string): string | undefined {
  for (const { 0: step, index } of text.matchAll(STEP)) {
    if (!/nnotations$/.test(step)) continue;
    const rest = text.slice(index + step.length + 1);
    if (isLinkerdPrefix(rest.replaceAll('\\.', '.'))) return rest;
  }
  return undefined;
}

/** The value of a parameter as it is written, if it is a scalar that no template makes. */
export function scalarValue(
  { document }: RuleContext,
  { node }: HelmParameter,
): { readonly node: YamlNode; readonly text: string } | undefined {
  const value = child(node, 'value');
  const text = textOf(document, value);
  return value && text !== undefined ? { node: value, text } : undefined;
}
