import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../../server/src/facts/known.ts';
import { TestMesh } from '../../support/meshOf.ts';

const WEB = `# file: web.yaml
apiVersion: v1
kind: Service
metadata: {name: web}
`;

/** The set of the Service web in a repository with this kustomization and more files. */
function setOf(kustomization: string, more = '') {
  const mesh = new TestMesh(`# file: kustomization.yaml\n${kustomization}\n${more}${WEB}`);
  return mesh.get('Service', 'web').placement;
}

describe('a manifest set', () => {
  const component = (lines: string) => `# file: part/kustomization.yaml\nkind: Component\n${lines}\n`;

  it.each([
    ['whose files are all in view', 'resources: [web.yaml]', '', true],
    ['with a file that is missing', 'resources: [web.yaml, api.yaml]', '', false],
    ['with a folder that is missing', 'resources: [web.yaml, ../base]', '', false],
    ['with an address', 'resources: [web.yaml, "https://example.org/base"]', '', false],
    ['with a file that a template names', 'resources: [web.yaml, "{{ .Values.file }}"]', '', false],
    ['with a chart', 'resources: [web.yaml]\nhelmCharts: [{name: web}]', '', false],
    ['of a component alone', 'kind: Component\nresources: [web.yaml]', '', false],
    ['with a component', 'resources: [web.yaml]\ncomponents: [part]', component('labels: []'), true],
    ['with a component that is missing', 'resources: [web.yaml]\ncomponents: [part]', '', false],
    [
      'with a component that a template names',
      'resources: [web.yaml]\ncomponents: ["{{ .Values.part }}"]',
      '',
      false,
    ],
    [
      'with a component whose files are missing',
      'resources: [web.yaml]\ncomponents: [part]',
      component('resources: [api.yaml]'),
      false,
    ],
    [
      'with a base whose files are missing',
      'resources: [web.yaml, base]',
      '# file: base/kustomization.yaml\nresources: [api.yaml]\n',
      false,
    ],
  ])('%s', (_, kustomization, more, isComplete) => {
    expect(setOf(kustomization, more).isComplete).toBe(isComplete);
  });
});

describe('a resource of a kustomization', () => {
  const applied = (kustomization: string, resource: string) => {
    const mesh = new TestMesh(
      `# file: kustomization.yaml\nresources: [a.yaml]\n${kustomization}\n# file: a.yaml\n${resource}`,
    );
    const [uri] = mesh.model.uris;
    return mesh.model.resourcesOf(uri ?? '')[0]?.facts;
  };
  const pod = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {hostNetwork: true, containers: [{name: web, image: web}]}
`;

  it('is known by its identity alone where a patch may change anything', () => {
    expect(applied('patches: [{path: patch.yaml}]', pod)).toMatchObject({ hostNetwork: true });
    expect(applied('transformers: [labels.yaml]', pod)).toEqual({
      type: 'Workload',
      podPath: ['spec', 'template'],
      id: { group: 'apps', kind: 'Deployment', namespace: undefined, name: 'web' },
      condition: undefined,
      variables: [],
      controller: UNKNOWN,
      hostNetwork: UNKNOWN,
      serviceAccountName: UNKNOWN,
      ownLabels: { values: {}, isComplete: false },
      labels: { values: {}, isComplete: false },
      annotations: { values: {}, isComplete: false },
      containers: { items: [], isComplete: false },
      initContainers: { items: [], isComplete: false },
    });
  });

  it('has other names under a prefix, and in another namespace', () => {
    const id = (kustomization: string, resource: string) => applied(kustomization, resource)?.id;
    expect(id('namePrefix: dev-', pod)).toMatchObject({ name: UNKNOWN, namespace: undefined });
    expect(id('namespace: shop', pod)).toMatchObject({ name: 'web', namespace: 'shop' });
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
    expect(id('namespace: shop', namespace)).toMatchObject({ name: 'shop' });
    expect(id('namespace: dev', namespace)).toMatchObject({ name: UNKNOWN });
    expect(id('commonLabels: {a: b}', namespace)).toMatchObject({ name: 'shop' });
    // Only a Namespace is called after the namespace.
    expect(id('namePrefix: dev-\nnamespace: web', pod)).toMatchObject({ name: UNKNOWN, namespace: 'web' });
    expect(id('namePrefix: dev-\nnamespace: shop', namespace)).toMatchObject({ name: 'shop' });
  });

  it('has the annotation that the outermost kustomization adds', () => {
    const mesh = new TestMesh(`
# file: base/kustomization.yaml
resources: [web.yaml]
commonAnnotations: {linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: "1"}
# file: base/web.yaml
${pod.replace('{labels', '{annotations: {config.linkerd.io/opaque-ports: "80", linkerd.io/inject: ingress}, labels')}
# file: prod/kustomization.yaml
resources: [../base]
commonAnnotations: {linkerd.io/inject: disabled}
`);
    expect(mesh.get('Workload', 'web').facts.annotations).toEqual({
      values: {
        'config.linkerd.io/opaque-ports': '80',
        'linkerd.io/inject': 'disabled',
        'config.linkerd.io/skip-inbound-ports': '1',
      },
      isComplete: true,
    });
  });

  it('has annotations that are not certain where some of those that are added are not', () => {
    expect(applied('commonAnnotations: "{{ .Values.x }}"', pod)).toMatchObject({
      annotations: { values: {}, isComplete: false },
    });
    expect(applied('commonAnnotations: {linkerd.io/inject: "{{ .Values.x }}"}', pod)).toMatchObject({
      annotations: { values: { 'linkerd.io/inject': UNKNOWN }, isComplete: true },
    });
    expect(applied('commonAnnotations: {linkerd.io/inject: enabled}', pod)).toMatchObject({
      labels: { values: { app: 'web' }, isComplete: true },
    });
    expect(applied('commonLabels: {a: b}', pod)).toMatchObject({
      labels: { values: { app: 'web' }, isComplete: false },
      annotations: { values: {}, isComplete: true },
    });
  });

  it('has the annotations that are added', () => {
    const annotations =
      'commonAnnotations: {linkerd.io/inject: enabled, balancer.linkerd.io/failure-accrual: consecutive}';
    expect(applied(annotations, pod)).toMatchObject({
      annotations: { values: { 'linkerd.io/inject': 'enabled' }, isComplete: true },
    });
    expect(applied(annotations, 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n')).toMatchObject({
      annotations: { values: { 'balancer.linkerd.io/failure-accrual': 'consecutive' }, isComplete: true },
    });
  });
});
