import type { RuleContext } from '../../engine/rule.ts';
import type { RuleQuery } from '../../engine/ruleQuery.ts';
import { parameterSteps } from '../../kubernetes/parameterSteps.ts';
import { groupOf, type Resource } from '../../kubernetes/resource.ts';
import { itemsOf, textOf } from '../../kubernetes/specFields.ts';
import { isLinkerdPrefix } from '../../linkerd/metadata/linkerdKeys.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar, type YamlMap, type YamlScalar } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';

/** A parameter of an Argo CD Application, or a `targetPath` of a Flux HelmRelease, that sets a Linkerd annotation. */
export interface HelmParameter {
  readonly node: YamlMap;
  /** The path in the chart's values, as written. */
  readonly name: YamlScalar;
  /** The annotation that is meant. */
  readonly key: string;
  /** The end of the path, which names the annotation, as written. */
  readonly written: string;
  /** Whether dots in it separate keys, so Helm sets something else. */
  readonly isSplit: boolean;
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
    .flatMap((node) => readParameter(document, node, 'name') ?? []);
}

/** Matches HelmReleases of Flux. */
export const HELM_RELEASES: RuleQuery = { resource: isRelease };

function isRelease({ kind, apiVersion }: Resource): boolean {
  return (
    kind === 'HelmRelease' && apiVersion !== undefined && groupOf(apiVersion) === 'helm.toolkit.fluxcd.io'
  );
}

/** Matches both. */
export const APPLICATIONS_AND_RELEASES: RuleQuery = {
  resource: (resource) => isApplication(resource) || isRelease(resource),
};

/** The values of all HelmReleases in a document that come from a ConfigMap or a Secret and are merged at a path. */
export function targetPathsOf({ document, resources }: RuleContext): readonly HelmParameter[] {
  return resources
    .filter(isRelease)
    .flatMap(({ node }) => itemsOf(document, descend(node, ['spec', 'valuesFrom'])))
    .flatMap((node) => readParameter(document, node, 'targetPath') ?? []);
}

/** @param field the field with the path */
function readParameter(document: YamlDocument, node: YamlMap, field: string): HelmParameter | undefined {
  const name = child(node, field);
  const text = textOf(document, name);
  if (text === undefined || !isScalar(name)) return undefined;
  const written = annotationIn(text);
  if (written === undefined) return undefined;
  const isSplit = parameterSteps(written).length > 1;
  return { node, name, written, isSplit, key: withoutBackslashes(written) };
}

/** The part of a path after its map of annotations, if that is a Linkerd annotation. */
function annotationIn(text: string): string | undefined {
  return parameterSteps(text)
    .filter(({ name }) => name.endsWith('nnotations'))
    .map(({ end }) => text.slice(end + 1))
    .find((rest) => isLinkerdPrefix(withoutBackslashes(rest)));
}

function withoutBackslashes(path: string): string {
  return path.replaceAll('\\.', '.');
}
