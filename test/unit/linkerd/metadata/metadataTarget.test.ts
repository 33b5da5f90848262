import { describe, expect, it } from 'vitest';
import { readAnnotations } from '../../../../server/src/kubernetes/readMetadata.ts';
import { targetOf } from '../../../../server/src/linkerd/metadata/metadataTarget.ts';
import { YamlDocument } from '../../../../server/src/yaml/document.ts';

const EVERYTHING = { accepts: (key: string) => key.includes('linkerd.io/'), mayContain: () => true };

/** What the annotation of a resource belongs to. */
function target(apiVersion: string, kind: string) {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {annotations: {linkerd.io/inject: x}}\n`;
  return readAnnotations(new YamlDocument(text), EVERYTHING).map(targetOf);
}

describe('what metadata belongs to', () => {
  it.each([
    ['v1', 'Pod', 'Pod'],
    ['v1', 'Namespace', 'Namespace'],
    ['v1', 'Service', 'Service'],
    ['v1', 'Secret', 'Secret'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'HTTPRoute'],
    ['policy.linkerd.io/v1beta3', 'HTTPRoute', 'HTTPRoute'],
    ['gateway.networking.k8s.io/v1', 'GRPCRoute', 'GRPCRoute'],
    ['policy.linkerd.io/v1alpha1', 'EgressNetwork', 'EgressNetwork'],
    ['workload.linkerd.io/v1beta1', 'ExternalWorkload', 'ExternalWorkload'],
    ['apps/v1', 'Deployment', 'other'],
    ['v1', 'ConfigMap', 'other'],
    ['networking.k8s.io/v1', 'Ingress', 'other'],
    ['policy.linkerd.io/v1beta3', 'Server', 'other'],
    ['opentelemetry.io/v1beta1', 'OpenTelemetryCollector', 'Pod'],
    ['serving.knative.dev/v1', 'Service', 'other'],
    ['postgresql.cnpg.io/v1', 'Cluster', 'other'],
  ])('%s %s: %s', (apiVersion, kind, expected) => {
    expect(target(apiVersion, kind)).toEqual([expected]);
  });

  it.each([
    ['cluster.x-k8s.io/v1beta1', 'Cluster'],
    ['example.com/v1', 'Prometheus'],
    ['gateway.networking.k8s.io/v1', 'Gateway'],
    ['"{{ .Values.version }}"', 'Ingress'],
    ['v1', '{{ .Values.kind }}'],
  ])('%s %s: unknown', (apiVersion, kind) => {
    expect(target(apiVersion, kind)).toEqual([undefined]);
  });

  it('is not known of values and fragments', () => {
    const text = 'annotations: {linkerd.io/inject: x}\n';
    expect(readAnnotations(new YamlDocument(text), EVERYTHING).map(targetOf)).toEqual([undefined]);
  });
});
