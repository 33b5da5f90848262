import { describe, expect, it } from 'vitest';
import { type Metadata, readMetadata } from '../../../server/src/kubernetes/readMetadata.ts';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { dedent } from '../../support/example.ts';

function read(text: string): Metadata {
  return readMetadata(new YamlDocument(dedent(text)), {
    accepts: (key) => key.includes('linkerd.io/'),
    mayContain: () => true,
  });
}

/** Placement and key of every label, in order. */
function labels(text: string): string[] {
  return read(text).labels.map(({ placement, key }) => `${placement} ${key.value}`);
}

/** Kind and name of every resource, in order. */
function resources(text: string): string[] {
  return read(text).resources.map(({ kind, name }) => `${kind} ${name}`);
}

describe('labels', () => {
  it('are distinguished from annotations by the map that contains them', () => {
    const { annotations, labels } = read(`
      kind: Pod
      metadata:
        labels: {linkerd.io/control-plane-ns: linkerd}
        annotations: {linkerd.io/inject: enabled}
    `);
    expect(annotations.map(({ kind, key }) => `${kind} ${key.value}`)).toEqual([
      'annotation linkerd.io/inject',
    ]);
    expect(labels.map(({ kind, key }) => `${kind} ${key.value}`)).toEqual([
      'label linkerd.io/control-plane-ns',
    ]);
  });

  it('have a placement as annotations have', () => {
    expect(
      labels(`
        kind: Deployment
        metadata: {labels: {linkerd.io/a: x}}
        spec: {template: {metadata: {labels: {linkerd.io/b: x}}}}
      `),
    ).toEqual(['workload linkerd.io/a', 'pod linkerd.io/b']);
    expect(labels('kind: Namespace\nmetadata: {labels: {linkerd.io/a: x}}\n')).toEqual([
      'namespace linkerd.io/a',
    ]);
    expect(labels('podLabels: {linkerd.io/a: x}\n')).toEqual(['pod linkerd.io/a']);
    expect(labels('- op: add\n  path: /metadata/labels/linkerd.io~1inject\n  value: x\n')).toEqual([
      'unknown linkerd.io/inject',
    ]);
  });

  it('are missing where others have labels', () => {
    expect(
      labels(`
        kind: Deployment
        labels: {linkerd.io/a: x}
        spec:
          selector: {matchLabels: {linkerd.io/b: x}}
          rules: [{labels: {linkerd.io/c: x}}]
      `),
    ).toEqual([]);
  });
});

describe('resources', () => {
  it('are the document, the items of a list, and templates in custom resources', () => {
    expect(resources('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n')).toEqual(['Pod a']);
    expect(
      resources(`
        apiVersion: v1
        kind: List
        items:
          - {apiVersion: v1, kind: Pod, metadata: {name: a}}
          - {kind: Service, metadata: {name: b}}
      `),
    ).toEqual(['List undefined', 'Pod a', 'Service b']);
    expect(
      resources(`
        apiVersion: example.com/v1
        kind: Factory
        metadata: {name: a}
        spec:
          template: {apiVersion: policy.linkerd.io/v1beta3, kind: Server, metadata: {name: b}}
      `),
    ).toEqual(['Factory a', 'Server b']);
  });

  it('are not what refers to one', () => {
    expect(
      resources('kind: HTTPRoute\nspec: {parentRefs: [{kind: Server, name: a, group: policy.linkerd.io}]}\n'),
    ).toEqual(['HTTPRoute undefined']);
  });
});

describe('owner', () => {
  it('is the mapping whose metadata holds the annotation', () => {
    const { annotations, resources } = read(`
      kind: Deployment
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {template: {metadata: {annotations: {linkerd.io/inject: enabled}}, spec: {hostNetwork: true}}}
    `);
    expect(annotations[0]?.owner).toBe(resources[0]?.node);
    expect(annotations[1]?.owner?.entries.length).toBe(2);
  });

  it('is not known in fragments', () => {
    expect(read('podAnnotations: {linkerd.io/inject: enabled}\n').annotations[0]?.owner).toBeUndefined();
    expect(
      read('values: {metadata: {annotations: {linkerd.io/inject: x}}}\n').annotations[0]?.owner,
    ).toBeUndefined();
    expect(
      read('- op: add\n  path: /metadata/annotations/linkerd.io~1inject\n  value: x\n').annotations[0]?.owner,
    ).toBeUndefined();
  });
});
