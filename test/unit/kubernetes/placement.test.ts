import { describe, expect, it } from 'vitest';
import type { Placement } from '../../../server/src/kubernetes/placement.ts';
import { readAnnotations } from '../../../server/src/kubernetes/readMetadata.ts';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { dedent } from '../../support/example.ts';

/** The placements of all `linkerd.io/inject` of a text, in order. */
function placements(text: string): Placement[] {
  const annotations = readAnnotations(new YamlDocument(dedent(text)), {
    accepts: (key) => key === 'linkerd.io/inject',
    mayContain: (part) => part.includes('linkerd'),
  });
  return annotations.map(({ placement }) => placement);
}

/** `metadata` with the annotation, below a row of keys. */
function below(kind: string, keys: readonly string[], apiVersion?: string): string {
  const open = keys.map((key) => `${key}: {`).join('');
  const head = apiVersion ? `apiVersion: ${apiVersion}, ` : '';
  return `{${head}kind: ${kind}, ${open}metadata: {annotations: {linkerd.io/inject: x}}${'}'.repeat(keys.length)}}`;
}

describe('placement', () => {
  it('knows the pod template of every built-in workload, with and without API version', () => {
    for (const [kind, apiVersion] of [
      ['Deployment', 'apps/v1'],
      ['Deployment', 'extensions/v1beta1'],
      ['ReplicaSet', 'apps/v1'],
      ['StatefulSet', 'apps/v1'],
      ['DaemonSet', 'apps/v1'],
      ['ReplicationController', 'v1'],
      ['Job', 'batch/v1'],
    ] as const) {
      for (const version of [apiVersion, undefined, '"{{ .Values.v }}"', 'apps/{{ .v }}']) {
        expect(placements(below(kind, ['spec', 'template'], version)), kind).toEqual(['pod']);
        expect(placements(below(kind, [], version)), kind).toEqual(['workload']);
        expect(placements(below(kind, ['spec', 'other'], version)), kind).toEqual(['unknown']);
      }
    }
    expect(placements(below('CronJob', ['spec', 'jobTemplate', 'spec', 'template']))).toEqual(['pod']);
    expect(placements(below('CronJob', ['spec', 'jobTemplate']))).toEqual(['workload']);
    expect(placements(below('CronJob', ['spec', 'template']))).toEqual(['unknown']);
    expect(placements(below('PodTemplate', ['template']))).toEqual(['pod']);
  });

  it('knows the core kinds that Linkerd reads itself', () => {
    for (const version of ['v1', undefined]) {
      expect(placements(below('Pod', [], version))).toEqual(['pod']);
      expect(placements(below('Namespace', [], version))).toEqual(['namespace']);
      expect(placements(below('Service', [], version))).toEqual(['service']);
    }
    expect(placements(below('ConfigMap', [], 'v1'))).toEqual(['resource']);
  });

  it('tells custom kinds from built-in ones of the same name', () => {
    expect(placements(below('Service', [], 'serving.knative.dev/v1'))).toEqual(['resource']);
    expect(placements(below('Job', [], 'batch.volcano.sh/v1alpha1'))).toEqual(['resource']);
  });

  it('finds pod templates in custom kinds', () => {
    expect(
      placements(`
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        spec:
          template:
            metadata: {annotations: {linkerd.io/inject: enabled}}
            spec: {}
      `),
    ).toEqual(['pod']);
    expect(
      placements(`
        apiVersion: serving.knative.dev/v1
        kind: Service
        spec:
          template:
            metadata: {annotations: {linkerd.io/inject: enabled}}
            spec: {containers: []}
      `),
    ).toEqual(['pod']);
    expect(
      placements(`
        apiVersion: kafka.strimzi.io/v1beta2
        kind: Kafka
        spec:
          kafka:
            template:
              pod:
                metadata: {annotations: {linkerd.io/inject: enabled}}
              statefulset:
                metadata: {annotations: {linkerd.io/inject: enabled}}
      `),
    ).toEqual(['pod', 'unknown']);
    expect(
      placements(`
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        spec:
          podMetadata: {annotations: {linkerd.io/inject: enabled}}
      `),
    ).toEqual(['pod']);
    expect(
      placements(`
        apiVersion: example.com/v1
        kind: Anything
        spec:
          parts:
            worker:
              metadata: {annotations: {linkerd.io/inject: enabled}}
              spec: {containers: [{name: a}]}
      `),
    ).toEqual(['pod']);
  });

  it('looks into lists of resources, also nested ones', () => {
    expect(
      placements(`
        kind: List
        metadata: {annotations: {linkerd.io/inject: x}}
        items:
          - ${below('Pod', [])}
          - kind: List
            items:
              - ${below('Namespace', [])}
              - ${below('Deployment', [])}
      `),
    ).toEqual(['resource', 'pod', 'namespace', 'workload']);
    expect(
      placements(`{kind: DeploymentList, items: [${below('Deployment', ['spec', 'template'])}]}`),
    ).toEqual(['pod']);
  });

  it('reads names in charts’ values and in fragments', () => {
    expect(
      placements(`
        podAnnotations: {linkerd.io/inject: x}
        web:
          podAnnotations: {linkerd.io/inject: x}
          workloadAnnotations: {linkerd.io/inject: x}
          annotations: {linkerd.io/inject: x}
          serviceAnnotations: {linkerd.io/inject: x}
        metadata: {annotations: {linkerd.io/inject: x}}
      `),
    ).toEqual(['pod', 'pod', 'pod', 'unknown', 'unknown', 'unknown']);
  });

  it('takes only maps of annotations for annotations', () => {
    expect(
      placements(`
        labels: {linkerd.io/inject: x}
        data: {linkerd.io/inject: x}
        spec: {selector: {matchLabels: {linkerd.io/inject: x}}}
        annotations: [linkerd.io/inject, {linkerd.io/inject: x}]
      `),
    ).toEqual([]);
  });
});
