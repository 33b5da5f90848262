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
});
