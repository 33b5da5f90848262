import { describe, expect, it } from 'vitest';
import { type Pod, podAround } from '../../../server/src/kubernetes/pod.ts';
import { readAnnotations } from '../../../server/src/kubernetes/readMetadata.ts';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { dedent } from '../../support/example.ts';

const EVERYTHING = { accepts: () => true, mayContain: () => true };

/** The pod around the first annotation of a text. */
function pod(text: string): Pod | undefined {
  const [annotation] = readAnnotations(new YamlDocument(dedent(text)), EVERYTHING);
  return annotation && podAround(annotation);
}

/** A Deployment with these lines in the spec of its pod template. */
function deployment(...lines: string[]): string {
  return `kind: Deployment
spec:
  selector: {}
  template:
    metadata: {annotations: {linkerd.io/inject: enabled}}
    spec:
${lines.map((line) => `      ${line}\n`).join('')}`;
}

const CONTAINER = 'containers: [{name: web, image: web}]';

describe('the pod around an annotation', () => {
  it('has what is written', () => {
    const found = pod(
      deployment(
        'hostNetwork: true',
        'terminationGracePeriodSeconds: 60',
        'securityContext: {runAsUser: 1000}',
        'initContainers: [{name: init, image: init}]',
        'containers:',
        '  - name: web',
        '    image: web',
        '    securityContext: {runAsUser: 2000}',
        '    ports: [{containerPort: 8080, name: http}, {containerPort: 53, protocol: UDP}]',
      ),
    );
    expect(found).toMatchObject({
      ownerKind: 'Deployment',
      isComplete: true,
      hostNetwork: { value: true },
      terminationGracePeriodSeconds: { value: 60 },
      runAsUser: { value: 1000 },
      initContainers: [{ name: 'init' }],
      containers: [
        {
          name: 'web',
          runAsUser: { value: 2000 },
          ports: [
            { number: 8080, name: 'http', protocol: 'TCP' },
            { number: 53, name: undefined, protocol: 'UDP' },
          ],
        },
      ],
    });
  });

  it('has Kubernetes’ default where nothing can be missing', () => {
    expect(pod(deployment(CONTAINER))).toMatchObject({
      hostNetwork: undefined,
      terminationGracePeriodSeconds: { value: 30, range: undefined },
      runAsUser: undefined,
    });
  });

  it.each([
    ['a patch leaves out the image', deployment('containers: [{name: web}]')],
    ['a patch leaves out the selector', deployment(CONTAINER).replace('  selector: {}\n', '')],
    ['a template adds lines', deployment(CONTAINER, '{{- toYaml .Values.pod | nindent 6 }}')],
    ['a template adds lines ahead', deployment('{{- toYaml .Values.pod | nindent 6 }}', CONTAINER)],
    ['more is merged in', deployment('<<: *defaults', CONTAINER)],
    ['there is no spec', 'kind: Pod\nmetadata: {annotations: {a: b}}\n'],
  ])('has no defaults where %s', (_, text) => {
    expect(pod(text)).toMatchObject({
      isComplete: false,
      hostNetwork: undefined,
      terminationGracePeriodSeconds: undefined,
    });
  });

  it('leaves open what a template decides, by value or by condition', () => {
    expect(pod(deployment(CONTAINER, 'hostNetwork: {{ .Values.host }}'))?.hostNetwork).toBeUndefined();
    expect(
      pod(deployment(CONTAINER, '{{- if .Values.host }}', 'hostNetwork: true', '{{- end }}'))?.hostNetwork,
    ).toBeUndefined();
    expect(
      pod(`{{- if .Values.web }}\n${deployment(CONTAINER, 'hostNetwork: true')}{{- end }}\n`)?.hostNetwork,
    ).toMatchObject({ value: true });
    expect(
      pod(deployment('containers: [{image: a, ports: [{containerPort: "{{ .port }}", name: http}]}]'))
        ?.containers[0]?.ports,
    ).toMatchObject([{ number: undefined, name: 'http' }]);
  });

  it('is known of pods alone', () => {
    expect(pod('kind: Namespace\nmetadata: {annotations: {a: b}}\n')).toBeUndefined();
    expect(pod('podAnnotations: {a: b}\n')).toBeUndefined();
  });
});
