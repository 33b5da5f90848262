import { describe, expect, it } from 'vitest';
import { effectiveAnnotation } from '../../../server/src/mesh/effectiveAnnotation.ts';
import { injectionOf } from '../../../server/src/mesh/injectionOf.ts';
import { TestMesh } from '../../support/meshOf.ts';

const SKIP = 'config.linkerd.io/skip-inbound-ports';

function mesh(podAnnotations: string, namespace?: string, spec = '{containers: [{name: web, image: web}]}') {
  const written = new TestMesh(`
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: ${podAnnotations}}
spec: ${spec}
---${namespace === undefined ? '' : `\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, ${namespace}}\n`}`);
  const web = written.get('Workload', 'web');
  return { mesh: written.from(web), web };
}

describe('effectiveAnnotation', () => {
  const valueOn = (pod: string, namespace?: string) => {
    const { mesh: seen, web } = mesh(pod, namespace);
    const found = effectiveAnnotation(seen, web, SKIP);
    return typeof found === 'string' ? found : `${found.found.on.facts.id.kind} ${found.found.value}`;
  };

  it('is the pod’s own, be it empty, and never merged with the Namespace’s', () => {
    expect(valueOn(`{${SKIP}: "80"}`, `annotations: {${SKIP}: "90"}`)).toBe('Pod 80');
    expect(valueOn(`{${SKIP}: ""}`, `annotations: {${SKIP}: "90"}`)).toBe('Pod ');
  });

  it('is the Namespace’s where the pod has none', () => {
    expect(valueOn('{}', `annotations: {${SKIP}: "90"}`)).toBe('Namespace 90');
    expect(valueOn('{}', 'annotations: {}')).toBe('absent');
  });

  it('is not known where the Namespace is in no file, or a template decides', () => {
    expect(valueOn('{}')).toBe('unknown');
    expect(valueOn(`{${SKIP}: "{{ .Values.ports }}"}`, 'annotations: {}')).toBe('unknown');
    expect(valueOn('{}', `annotations: {${SKIP}: "{{ .Values.ports }}"}`)).toBe('unknown');
  });
});

describe('injectionOf', () => {
  const on = (pod: string, namespace?: string, spec?: string) => {
    const { mesh: seen, web } = mesh(pod, namespace, spec);
    return injectionOf(seen, web);
  };
  const INJECT = 'linkerd.io/inject';

  it('follows the pod, then the Namespace', () => {
    expect(on(`{${INJECT}: enabled}`, 'annotations: {}')).toBe('yes');
    expect(on(`{${INJECT}: disabled}`, `annotations: {${INJECT}: enabled}`)).toBe('no');
    expect(on('{}', `annotations: {${INJECT}: ingress}`)).toBe('yes');
    expect(on('{}', 'annotations: {}')).toBe('no');
  });

  it('is stopped by a word that Linkerd does not know, on either', () => {
    expect(on(`{${INJECT}: enable}`, `annotations: {${INJECT}: enabled}`)).toBe('no');
    expect(on(`{${INJECT}: enabled}`, `annotations: {${INJECT}: enable}`)).toBe('no');
  });

  it('is stopped by the host’s network, a proxy that is there, and webhooks that are off', () => {
    const spec = (more: string) => `{containers: [{name: web, image: web}], ${more}}`;
    expect(on(`{${INJECT}: enabled}`, undefined, spec('hostNetwork: true'))).toBe('no');
    expect(on(`{${INJECT}: enabled}`, undefined, '{containers: [{name: linkerd-proxy, image: proxy}]}')).toBe(
      'no',
    );
    expect(on(`{${INJECT}: enabled}`, 'labels: {config.linkerd.io/admission-webhooks: disabled}')).toBe('no');
  });

  it('is not known where the Namespace is in no file and the pod says nothing, or a template decides', () => {
    expect(on('{}')).toBe('unknown');
    expect(on(`{${INJECT}: "{{ .Values.inject }}"}`)).toBe('unknown');
    expect(
      on(
        `{${INJECT}: enabled}`,
        undefined,
        '{containers: [{name: web, image: web}], hostNetwork: {{ .Values.host }}}',
      ),
    ).toBe('unknown');
  });

  const ENABLED = `{${INJECT}: enabled}`;
  const lending = (value: string) => `annotations: {${INJECT}: ${value}}`;
  const DISABLED_WEBHOOKS = 'labels: {config.linkerd.io/admission-webhooks: disabled}';

  it.each([
    ['{}', lending('enabled'), 'yes'],
    ['{}', lending('disabled'), 'no'],
    ['{}', lending('""'), 'no'],
    ['{}', lending('enable'), 'no'],
    ['{}', lending('"{{ .Values.inject }}"'), 'unknown'],
    ['{}', `${lending('enabled')}, ${DISABLED_WEBHOOKS}`, 'no'],
    ['{}', `${lending('enabled')}, labels: {config.linkerd.io/admission-webhooks: enabled}`, 'yes'],
    [ENABLED, undefined, 'yes'],
    [ENABLED, lending('disabled'), 'yes'],
    [ENABLED, lending('""'), 'yes'],
    [ENABLED, lending('"{{ .Values.inject }}"'), 'yes'],
    [`{${INJECT}: ""}`, lending('enabled'), 'no'],
    [`{${INJECT}: ""}`, undefined, 'no'],
  ])('annotations of the pod %s, Namespace with %s: %s', (pod, namespace, expected) => {
    expect(on(pod, namespace)).toBe(expected);
  });

  it.each([
    ['{containers: [{name: web, image: web}], hostNetwork: false}', 'yes'],
    ['{containers: [{name: web, image: web}, {name: istio-proxy, image: proxy}]}', 'no'],
    ['{containers: [{name: web, image: web}], initContainers: [{name: linkerd-init, image: init}]}', 'no'],
    ['{containers: [{name: web, image: web}, {name: "{{ .Values.name }}", image: web}]}', 'unknown'],
    ['{containers: [{image: web}]}', 'yes'],
  ])('a pod that asks for it, with %s: %s', (spec, expected) => {
    expect(on(ENABLED, undefined, spec)).toBe(expected);
  });

  it('is certain of a pod that refuses it, whatever a template makes of its containers', () => {
    expect(
      on(`{${INJECT}: disabled}`, undefined, '{containers: [{name: "{{ .Values.name }}", image: web}]}'),
    ).toBe('no');
  });

  it('may be assumed of a Namespace that is in no file, but not of one that is', () => {
    const { mesh: alone, web } = mesh('{}');
    expect(injectionOf(alone, web, 'yes')).toBe('yes');
    const beside = mesh('{}', 'annotations: {}');
    expect(injectionOf(beside.mesh, beside.web, 'yes')).toBe('no');
  });

  it('is never for a namespace of the cluster itself', () => {
    const written = new TestMesh(`
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: kube-system, annotations: ${ENABLED}}
spec: {containers: [{name: web, image: web}]}
`);
    const web = written.get('Workload', 'web');
    expect(injectionOf(written.from(web), web)).toBe('no');
  });
});
