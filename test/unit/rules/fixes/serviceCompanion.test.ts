import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../../server/src/engine/sourceFile.ts';
import { withCompanion } from '../../../../server/src/rules/fixes/serviceCompanion.ts';
import { applyEdits } from '../../../../server/src/text/edit.ts';
import { dedent } from '../../../support/example.ts';
import { lint } from '../../../support/lint.ts';

const POD = `
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: mail, namespace: shop}
  spec:
    selector: {matchLabels: {app: mail}}
    template:
      metadata:
        labels: {app: mail, tier: back}
        annotations:
          config.linkerd.io/skip-inbound-ports: "2525"
      spec:
        containers:
          - name: mail
            image: mail
            ports: [{name: smtp, containerPort: 2525}]
`;

/** The preferred fix of the first finding, with its companions: its title, and the text after it. */
function fixed(text: string): { title: string | undefined; after: string } {
  const file = SourceFile.read(text);
  const fix = lint(text)
    .flatMap(({ fixes }) => fixes)
    .find(({ isPreferred, companion }) => isPreferred && companion);
  const whole = fix && withCompanion(fix, file);
  return { title: whole?.title, after: whole ? applyEdits(text, whole.edits) : '' };
}

/** What becomes of a Service in the same file, ahead of the pod and behind it. */
function serviceAfter(service: string): { title: string | undefined; service: string } {
  const [before, pod] = [dedent(service), dedent(POD)];
  const behind = fixed(`${pod}---\n${before}`);
  const ahead = fixed(`${before}---\n${pod}`);
  expect(ahead.after.split('---\n')[0]).toBe(behind.after.split('---\n')[1]);
  expect(behind.after.split('---\n')[0]).toBe(pod.replace('skip-inbound', 'opaque'));
  expect(ahead.title).toBe(behind.title);
  return { title: behind.title, service: behind.after.split('---\n')[1] ?? '' };
}

describe('opaque-ports on the Service too', () => {
  it.each([
    ['its number', 'targetPort: 2525', '25'],
    ['its name', 'targetPort: smtp', '25'],
  ])('where the Service targets the port by %s', (_, target, port) => {
    const service = `
      apiVersion: v1
      kind: Service
      metadata: {name: mail, namespace: shop}
      spec:
        selector: {app: mail}
        ports: [{port: ${port}0, ${target}}, {port: 80, targetPort: 8080}]
    `;
    const { title, service: after } = serviceAfter(service);
    expect(title).toBe('Use opaque-ports instead, on the Service mail too');
    expect(after).toBe(
      dedent(service).replace(
        'namespace: shop}',
        'namespace: shop, "annotations": {"config.linkerd.io/opaque-ports": "250"}}',
      ),
    );
  });

  it('extends a list that is there', () => {
    const service = `
      apiVersion: v1
      kind: Service
      metadata:
        name: mail
        namespace: shop
        annotations:
          config.linkerd.io/opaque-ports: "25" # mail
      spec:
        selector: {app: mail}
        ports: [{port: 2525}]
    `;
    expect(serviceAfter(service).service).toBe(dedent(service).replace('"25"', '"25,2525"'));
  });

  it('keeps the ports that are opaque by default', () => {
    const service = `
      apiVersion: v1
      kind: Service
      metadata:
        name: mail
        namespace: shop
      spec:
        selector: {app: mail}
        ports: [{port: 2525}, {port: 5432}]
    `;
    expect(serviceAfter(service).service).toContain('config.linkerd.io/opaque-ports: "5432,2525"');
  });

  it('says so where the Service has the ports already', () => {
    const service = `
      apiVersion: v1
      kind: Service
      metadata: {name: mail, namespace: shop, annotations: {config.linkerd.io/opaque-ports: "2000-3000"}}
      spec:
        selector: {app: mail}
        ports: [{port: 2525}]
    `;
    expect(serviceAfter(service)).toEqual({ title: 'Use opaque-ports instead', service: dedent(service) });
  });

  it('leaves a port alone that says it speaks HTTP, which would be closed', () => {
    const service = `
      apiVersion: v1
      kind: Service
      metadata: {name: mail, namespace: shop}
      spec:
        selector: {app: mail}
        ports: [{port: 2525, appProtocol: http}]
    `;
    expect(serviceAfter(service).service).toBe(dedent(service));
  });

  it.each([
    ['another namespace', 'namespace: other}', 'selector: {app: mail}'],
    ['another selector', 'namespace: shop}', 'selector: {app: web}'],
    ['more labels than the pod has', 'namespace: shop}', 'selector: {app: mail, zone: a}'],
    ['no selector', 'namespace: shop}', 'type: ClusterIP'],
    ['a templated selector', 'namespace: shop}', 'selector: {app: "{{ .Values.app }}"}'],
    [
      'a selector that a template may extend',
      'namespace: shop}',
      'selector: {app: mail, {{ .Values.more }}}',
    ],
    ['a selector that merges another mapping', 'namespace: shop}', 'selector: {<<: *labels, app: mail}'],
    ['a selector that is no mapping of texts', 'namespace: shop}', 'selector: {app: mail, tier: [back]}'],
    ['an empty selector', 'namespace: shop}', 'selector: {}'],
    ['the value of another label', 'namespace: shop}', 'selector: {tier: mail}'],
  ])('leaves a Service alone with %s', (_, metadata, spec) => {
    const service = `
      apiVersion: v1
      kind: Service
      metadata: {name: mail, ${metadata}
      spec:
        ${spec}
        ports: [{port: 2525}]
    `;
    expect(serviceAfter(service)).toEqual({
      title: 'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
      service: dedent(service),
    });
  });

  it.each([
    ['a list that a template makes', 'config.linkerd.io/opaque-ports: "{{ .Values.ports }}"'],
    ['a list that a template makes in part', 'config.linkerd.io/opaque-ports: "25,{{ .Values.port }}"'],
    ['a list from an alias', 'other: &list "25", config.linkerd.io/opaque-ports: *list'],
    ['a list that is null', 'config.linkerd.io/opaque-ports: null'],
    ['a list that is no text', 'config.linkerd.io/opaque-ports: [25]'],
    ['annotations that a template may extend', '<<: *more'],
  ])('changes no Service that has %s', (_, annotations) => {
    const service = `
      apiVersion: v1
      kind: Service
      metadata: {name: mail, namespace: shop, annotations: {${annotations}}}
      spec:
        selector: {app: mail}
        ports: [{port: 2525}]
    `;
    expect(serviceAfter(service)).toEqual({ title: 'Use opaque-ports instead', service: dedent(service) });
  });

  it.each([
    ['another number', 'targetPort: 9999'],
    ['a name that the pod does not have', 'targetPort: web'],
    ['a templated port', 'targetPort: "{{ .Values.port }}"'],
  ])('changes no Service that targets %s', (_, target) => {
    const service = `
      apiVersion: v1
      kind: Service
      metadata: {name: mail, namespace: shop}
      spec:
        selector: {app: mail}
        ports: [{port: 2525, ${target}}]
    `;
    expect(serviceAfter(service)).toEqual({ title: 'Use opaque-ports instead', service: dedent(service) });
  });

  it('leaves alone what is not a Service of Kubernetes, or has no name', () => {
    const service = dedent(`
      apiVersion: v1
      kind: Service
      metadata: {name: mail, namespace: shop}
      spec: {selector: {app: mail}, ports: [{port: 2525}]}
    `);
    for (const other of [
      service.replace('apiVersion: v1', 'apiVersion: serving.knative.dev/v1'),
      service.replace('kind: Service', 'kind: Endpoints # kind: Service'),
      service.replace('name: mail, ', ''),
    ])
      expect(serviceAfter(other).service).toBe(other);
  });

  it('finds the Services in a List, each with its own annotations', () => {
    const item = (name: string, selector: string, annotations: string) =>
      `  - {apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: shop, annotations: {${annotations}}}, spec: {selector: {app: ${selector}}, ports: [{port: 2525}]}}\n`;
    const list = (mail: string) =>
      `apiVersion: v1\nkind: List\nitems:\n${item('web', 'web', 'config.linkerd.io/opaque-ports: "80"')}${item('mail', 'mail', mail)}`;
    expect(serviceAfter(list('balancer.linkerd.io/failure-accrual: consecutive'))).toEqual({
      title: 'Use opaque-ports instead, on the Service mail too',
      service: list(
        'balancer.linkerd.io/failure-accrual: consecutive, "config.linkerd.io/opaque-ports": "2525"',
      ),
    });
    expect(serviceAfter(list('config.linkerd.io/opaque-ports: "25"')).service).toBe(
      list('config.linkerd.io/opaque-ports: "25,2525"'),
    );
  });

  it('writes nothing where the metadata of a Service is not certain', () => {
    for (const metadata of [
      '{<<: *more, name: mail, namespace: shop}',
      '{name: mail, namespace: shop, annotations: *more}',
    ]) {
      const service = `apiVersion: v1\nkind: Service\nmetadata: ${metadata}\nspec: {selector: {app: mail}, ports: [{port: 2525}]}\n`;
      expect(serviceAfter(service).service).toBe(service);
    }
  });
});

describe('a pod whose Services are looked for', () => {
  const SERVICE = dedent(`
    apiVersion: v1
    kind: Service
    metadata: {name: mail}
    spec: {selector: {app: mail}, ports: [{port: 2525, targetPort: smtp}]}
  `);
  const pod = (metadata: string, ports: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {${metadata}, annotations: {config.linkerd.io/skip-inbound-ports: "2525"}}\nspec: {containers: [{name: mail, image: mail, ports: [${ports}]}]}\n`;
  const titleFor = (metadata: string, ports = '{name: smtp, containerPort: 2525}') =>
    fixed(`${pod(metadata, ports)}---\n${SERVICE}`).title;

  it('is in the namespace of the Service, which both may leave out', () => {
    expect(titleFor('name: mail, labels: {app: mail}')).toBe(
      'Use opaque-ports instead, on the Service mail too',
    );
    expect(titleFor('name: mail, namespace: shop, labels: {app: mail}')).not.toContain('Service mail');
  });

  it.each([
    ['labels', 'name: mail, labels: {app: "{{ .Values.app }}"}'],
    ['a namespace', 'name: mail, namespace: "{{ .Values.namespace }}", labels: {app: mail}'],
    ['no labels', 'name: mail'],
  ])('is not known by a template: %s', (_, metadata) => {
    expect(titleFor(metadata)).toBeUndefined();
  });

  it('has its port’s name', () => {
    const labels = 'name: mail, labels: {app: mail}';
    expect(titleFor(labels, '{name: smtp}, {containerPort: 2525}')).toBe('Use opaque-ports instead');
    expect(titleFor(labels, '{name: web, containerPort: 80}, {name: smtp, containerPort: 2525}')).toBe(
      'Use opaque-ports instead, on the Service mail too',
    );
  });

  it('is no Namespace, whose labels are not those of pods', () => {
    const namespace =
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {app: mail}, annotations: {config.linkerd.io/skip-inbound-ports: "2525"}}\n';
    expect(fixed(`${namespace}---\n${SERVICE}`).title).toBeUndefined();
  });
});
