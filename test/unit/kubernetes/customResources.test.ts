import { describe, expect, it } from 'vitest';
import { CUSTOM_RESOURCES, type CustomResource } from '../../../server/src/kubernetes/customResources.ts';
import { lint } from '../../support/lint.ts';

/** The groups that the table's patterns are about, each once. */
function groupOf({ group }: CustomResource): string {
  return group.source.replaceAll(/[\\^$]/g, '');
}

/** A resource with this annotation at a path; every `*` is an item of a list, or of Strimzi's spec a component. */
function resourceWith(custom: CustomResource, path: readonly string[], annotation: string): string {
  const head = `apiVersion: ${groupOf(custom)}/v1\nkind: ${custom.kind}\n`;
  const inner = path.reduceRight<string>(
    (value, step, index) =>
      step === '*'
        ? path[index + 1] === 'template'
          ? `{kafkaExporter: ${value}}`
          : `[${value}]`
        : `{${step}: ${value}}`,
    `{${annotation}}`,
  );
  return `${head}${inner.slice(1, -1)}\n`;
}

const WRONG_VALUE = 'linkerd.io/inject: "true"';

describe.each(CUSTOM_RESOURCES)('$operator: $kind', (custom) => {
  it.each(custom.podAnnotations)('judges annotations at %s, %s, … like those of a pod', (...path) => {
    const found = lint(resourceWith(custom, path, WRONG_VALUE)).map(({ rule }) => rule);
    expect(found).toEqual(['invalid-inject-value']);
    const misplaced = lint(resourceWith(custom, path, 'retry.linkerd.io/http: 5xx')).map(({ rule }) => rule);
    expect(misplaced).toEqual(['annotation-wrong-kind']);
  });

  it(`knows that its own annotations reach the pods: ${custom.ownAnnotations}`, () => {
    const text = resourceWith(custom, ['metadata', 'annotations'], WRONG_VALUE);
    const [finding, ...more] = lint(text);
    expect(more).toEqual([]);
    if (custom.ownAnnotations === 'always') expect(finding?.rule).toBe('invalid-inject-value');
    else {
      expect(finding?.rule).toBe('annotation-wrong-kind');
      expect(finding?.message).toContain(custom.operator);
      expect(finding?.message).toContain('Set it in spec.');
      if (custom.setting) expect(finding?.message).toContain(custom.setting);
    }
  });

  it('does not judge what its Services may take over', () => {
    if (custom.ownAnnotations === 'always') return;
    const text = resourceWith(custom, ['metadata', 'annotations'], 'config.linkerd.io/opaque-ports: "9092"');
    expect(lint(text)).toEqual([]);
  });
});

describe('other places where tools set metadata', () => {
  it.each([
    [
      'kustomize commonAnnotations',
      'kind: Kustomization\ncommonAnnotations: {linkerd.io/inject: "true"}\n',
      'invalid-inject-value',
    ],
    [
      'kustomize commonLabels',
      'kind: Kustomization\ncommonLabels: {linkerd.io/inject: enabled}\n',
      'annotation-as-label',
    ],
    [
      'kustomize labels',
      'kind: Component\nlabels:\n  - pairs: {linkerd.io/inject: enabled}\n',
      'annotation-as-label',
    ],
    [
      'Argo CD managedNamespaceMetadata',
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {syncPolicy: {managedNamespaceMetadata: {annotations: {linkerd.io/inject: "true"}}}}\n',
      'invalid-inject-value',
    ],
    [
      'Argo CD managedNamespaceMetadata, labels',
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {syncPolicy: {managedNamespaceMetadata: {labels: {linkerd.io/inject: enabled}}}}\n',
      'annotation-as-label',
    ],
    [
      'Flux commonMetadata',
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {commonMetadata: {annotations: {linkerd.io/inject: "true"}}}\n',
      'invalid-inject-value',
    ],
  ])('%s', (_, text, rule) => {
    expect(lint(text).map((finding) => finding.rule)).toEqual([rule]);
  });
});
