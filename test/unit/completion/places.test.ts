import { describe, expect, it } from 'vitest';
import { CATALOGUE, entryFor } from '../../../server/src/linkerd/catalogue/catalogue.ts';
import type { Target } from '../../../server/src/linkerd/catalogue/entry.ts';
import { labels } from './completeAt.ts';

/** A resource with the cursor among its annotations or labels. */
function resource(apiVersion: string, kind: string, map = 'annotations'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web\n  ${map}:\n    $0\n`;
}

/** The keys that are offered, each with all that it takes effect on. */
function targets(source: string): readonly Target[][] {
  const kind = /labels:\s*\n\s*\$0/i.test(source) ? 'label' : 'annotation';
  return labels(source).map((key) => [...(entryFor(key, kind)?.targets ?? [])]);
}

describe('keys are offered where they take effect', () => {
  it.each<[string, string, Target]>([
    ['v1', 'Pod', 'Pod'],
    ['v1', 'Namespace', 'Namespace'],
    ['v1', 'Service', 'Service'],
    ['v1', 'Secret', 'Secret'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'HTTPRoute'],
    ['gateway.networking.k8s.io/v1', 'GRPCRoute', 'GRPCRoute'],
    ['policy.linkerd.io/v1beta3', 'HTTPRoute', 'HTTPRoute'],
    ['policy.linkerd.io/v1alpha1', 'EgressNetwork', 'EgressNetwork'],
    ['workload.linkerd.io/v1beta1', 'ExternalWorkload', 'ExternalWorkload'],
    ['split.smi-spec.io/v1alpha2', 'TrafficSplit', 'TrafficSplit'],
  ])('%s %s', (apiVersion, kind, target) => {
    for (const map of ['annotations', 'labels'] as const) {
      const offered = labels(resource(apiVersion, kind, map));
      const expected = CATALOGUE.filter(
        (entry) =>
          `${entry.kind}s` === map &&
          !entry.isPrefix &&
          (entry.status === 'active' || entry.status === 'deprecated') &&
          entry.targets.includes(target),
      ).map(({ key }) => key);
      expect([...offered].sort()).toEqual([...new Set(expected)].sort());
    }
  });

  it.each([
    [
      'a pod template',
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    metadata:\n      annotations:\n        $0\n    spec: {}',
    ],
    [
      'a cron job',
      'apiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        metadata:\n          annotations:\n            $0',
    ],
    [
      'a Helm template that begins with an action',
      '{{- if .Values.enabled }}\nkind: Deployment\nspec:\n  template:\n    metadata:\n      annotations:\n        lin$0\n{{- end }}\n',
    ],
    ['an item of a list', 'kind: List\nitems:\n  - kind: Pod\n    metadata:\n      annotations:\n        $0'],
    [
      'a custom resource with a pod template',
      'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec:\n  template:\n    metadata:\n      annotations:\n        $0\n    spec:\n      containers: []',
    ],
    ['podAnnotations', 'web:\n  podAnnotations:\n    $0'],
    ['pod labels', 'podLabels:\n  $0'],
  ])('of pods in %s', (_, source) => {
    const found = targets(source);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((list) => list.includes('Pod'))).toBe(true);
  });

  it.each<[string, Target[]]>([
    ['annotations:\n  $0', ['Pod', 'Namespace']],
    ['controller:\n  annotations:\n    $0', ['Pod', 'Namespace']],
    ['commonAnnotations:\n  $0', ['Pod', 'Namespace']],
    ['service:\n  annotations:\n    $0', ['Service']],
    ['serviceAnnotations:\n  $0', ['Service']],
    ['namespace:\n  annotations:\n    $0', ['Namespace']],
    [
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  syncPolicy:\n    managedNamespaceMetadata:\n      annotations:\n        $0',
      ['Namespace'],
    ],
    [
      'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nspec:\n  inheritedMetadata:\n    annotations:\n      $0',
      ['Pod'],
    ],
  ])('by what the names in values and custom resources say: %j', (source, expected) => {
    const found = targets(source);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((list) => list.some((target) => expected.includes(target)))).toBe(true);
  });

  it('wherever the catalogue says that people write them', () => {
    const everywhere = ['Pod', 'Namespace', 'Service', 'Secret', 'Node']
      .map((kind) => ['v1', kind])
      .concat([
        ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
        ['gateway.networking.k8s.io/v1', 'GRPCRoute'],
        ['policy.linkerd.io/v1alpha1', 'EgressNetwork'],
        ['workload.linkerd.io/v1beta1', 'ExternalWorkload'],
        ['split.smi-spec.io/v1alpha2', 'TrafficSplit'],
        ['linkerd.io/v1alpha2', 'ServiceProfile'],
      ])
      .flatMap(([apiVersion = '', kind = '']) => [
        ...labels(resource(apiVersion, kind)),
        ...labels(resource(apiVersion, kind, 'labels')),
      ]);
    const missing = CATALOGUE.filter(({ status, isPrefix }) => status === 'active' && !isPrefix)
      .map(({ key }) => key)
      .filter((key) => !everywhere.includes(key));
    expect(missing).toEqual([]);
  });
});

describe('nothing is offered', () => {
  it.each([
    ['on a workload’s own metadata', resource('apps/v1', 'Deployment')],
    ['on kinds that Linkerd does not read', resource('v1', 'ConfigMap')],
    ['on an Ingress', resource('networking.k8s.io/v1', 'Ingress')],
    ['on a custom resource', resource('cert-manager.io/v1', 'Certificate')],
    ['on a kind of the same name', resource('serving.knative.dev/v1', 'Service')],
    [
      'in claim templates',
      'apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  volumeClaimTemplates:\n    - metadata:\n        annotations:\n          $0',
    ],
    ['in a selector', 'apiVersion: v1\nkind: Service\nspec:\n  selector:\n    $0'],
    [
      'in matchLabels',
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  selector:\n    matchLabels:\n      $0',
    ],
    ['in data', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  $0'],
    ['beside the map', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: b\n  $0'],
    [
      'deeper than the other keys',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: b\n      $0',
    ],
    ['between the indentations', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: b\n   $0'],
    ['behind `annotations:`', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations: $0'],
    ['in the value of another key', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: lin$0'],
    [
      'in text of several lines',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: some\n      lin$0',
    ],
    [
      'in a block of text',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: |\n      some\n      lin$0',
    ],
    [
      'in a quoted text of several lines',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: "some\n      lin$0\n      more"',
    ],
    ['in a comment', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    # lin$0'],
    ['in a comment behind a value', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: b # lin$0'],
    ['in a list', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    - lin$0'],
    [
      'before a key of a deeper mapping',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    lin$0\n      a: b',
    ],
    ['in an action', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    {{ lin$0 }}'],
    [
      'in an action that is not closed yet',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    {{ lin$0',
    ],
    [
      'in a key that a template makes a part of',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    {{ .Values.domain }}/inj$0: x',
    ],
    ['among collections', 'annotations:\n  all: {a: b}\n  $0'],
    [
      'in a schema',
      'kind: CustomResourceDefinition\nspec:\n  schema:\n    properties:\n      annotations:\n        $0',
    ],
    ['in alerts', 'groups:\n  - rules:\n      - alert: Down\n        annotations:\n          $0'],
    ['in values for other objects', 'serviceAccount:\n  annotations:\n    $0'],
    ['in values for an ingress', 'ingressAnnotations:\n  $0'],
    ['in a Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\nannotations:\n  $0'],
    ['in an artifacthub-pkg.yml', 'version: 1.0.0\nname: web\nannotations:\n  $0'],
    ['in values for a job', 'migration:\n  job:\n    annotations:\n      $0'],
    ['in values for an ingress of several', 'ingress:\n  public:\n    annotations:\n      $0'],
    ['in values for a Deployment', 'deploymentAnnotations:\n  $0'],
    [
      'in a template of secrets',
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  template:\n    metadata:\n      annotations:\n        $0',
    ],
    [
      'in a template of applications',
      'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n  template:\n    metadata:\n      annotations:\n        $0\n    spec: {project: default}',
    ],
    [
      'in other maps of built-in kinds',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nspec:\n  infrastructure:\n    annotations:\n      $0',
    ],
    ['in a Compose file', 'services:\n  web:\n    image: web\n    annotations:\n      $0\n'],
    ['among a Compose file’s labels', 'services:\n  web:\n    image: web\n    labels:\n      $0\n'],
    [
      'in a workflow',
      'on: push\njobs:\n  build:\n    steps:\n      - with:\n          annotations:\n            $0\n',
    ],
    ['in an empty file', '$0'],
    ['at the root of a file', 'linkerd:\n  enabled: true\n$0'],
  ])('%s', (_, source) => {
    expect(labels(source)).toEqual([]);
  });

  it('for a space that indents', () => {
    const source = 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    $0';
    expect(labels(source, undefined, ' ')).toEqual([]);
    expect(labels(source)).not.toEqual([]);
    expect(labels(source.replace('$0', 'linkerd.io/inject: $0'), undefined, ' ')).toContain('enabled');
  });
});
