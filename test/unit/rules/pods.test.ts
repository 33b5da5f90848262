import { describe, it } from 'vitest';
import { check } from '../../support/check.ts';
import { settingsOf } from '../../support/lint.ts';

describe('inject-host-network', () => {
  it('needs both, certain and together', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: ingress
      #                      ^^^^^^^ warning inject-host-network: gets no proxy
      spec:
        hostNetwork: true
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: disabled}}
      spec: {hostNetwork: true}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {hostNetwork: false}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: "{{ .Values.inject }}"}}
      spec: {hostNetwork: true}
      ---
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: enabled
      spec:
        {{- if .Values.host }}
        hostNetwork: true
        {{- end }}
    `);
  });
});

describe('wait-before-exit-exceeds-grace', () => {
  const pod = (wait: string, spec: string, more = '') => `
    kind: Pod
    metadata:
      annotations:
        ${more}config.alpha.linkerd.io/proxy-wait-before-exit-seconds: ${wait}
    spec:
      ${spec}
      containers: [{name: web, image: web}]
  `;

  it('compares with the grace period, written or not', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.alpha.linkerd.io/proxy-wait-before-exit-seconds: '30'
      #                                                           ^^^^ warning wait-before-exit-exceeds-grace: after 30
      spec:
        containers: [{name: web, image: web}]
    `);
    check(pod("'29'", 'restartPolicy: Always'));
    check(pod("'30'", 'terminationGracePeriodSeconds: 31'));
  });

  it('is silent where a template or a patch may say more, and where the proxy is a native sidecar', () => {
    check(pod("'60'", 'terminationGracePeriodSeconds: "{{ .Values.grace }}"'));
    check(pod("'60'", '{{- toYaml .Values.pod | nindent 6 }}'));
    check(pod("'{{ .Values.wait }}'", 'restartPolicy: Always'));
    check(
      'kind: Deployment\nspec: {template: {metadata: {annotations: {config.alpha.linkerd.io/proxy-wait-before-exit-seconds: "60"}}, spec: {containers: [{name: a, image: b}]}}}\n',
    );
    check(
      pod(
        "'60'",
        'restartPolicy: Always',
        'config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"\n        ',
      ),
    );
    check(pod("'60'", 'restartPolicy: Always'), settingsOf({ linkerd: '2.20' }));
  });
});

describe('job-without-native-sidecar', () => {
  const job = (annotations: string, container: string) =>
    `kind: Job\nspec: {template: {metadata: {annotations: {${annotations}}}, spec: {containers: [${container}]}}}\n`;
  const PLAIN = '{name: a, image: b}';

  it('goes by the version and the annotation', () => {
    check(
      `
      kind: Job
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: enabled
      #                          ^^^^^^^ information job-without-native-sidecar suggestion
          spec:
            containers: [{name: a, image: b}]
      `,
      settingsOf({ linkerd: '2.18' }),
    );
    for (const linkerd of ['auto', '2.20', 'edge-26.6.1'])
      check(job('linkerd.io/inject: enabled', PLAIN), settingsOf({ linkerd }));
  });

  it('is silent where somebody ends the proxy or may do so', () => {
    for (const container of [
      '{name: a, image: b, command: [linkerd-await, --shutdown]}',
      '{name: a, image: b, args: ["curl -X POST localhost:4191/shutdown"]}',
      '{name: a, image: "{{ .Values.image }}"}',
    ])
      check(job('linkerd.io/inject: enabled', container), settingsOf({ linkerd: '2.18' }));
    check(
      job('linkerd.io/inject: enabled, config.linkerd.io/proxy-admin-shutdown: enabled', PLAIN),
      settingsOf({ linkerd: '2.18' }),
    );
    check(job('linkerd.io/inject: disabled', PLAIN), settingsOf({ linkerd: '2.18' }));
  });
});

describe('proxy-uid-collision', () => {
  it('looks at containers and at the pod', () => {
    check(`
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec:
        securityContext:
          runAsUser: 2102
      #              ^^^^ warning proxy-uid-collision: 2102
        containers:
          - {name: own, image: a, securityContext: {runAsUser: 1000}}
          - {name: pods, image: b}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled, config.linkerd.io/proxy-uid: "1000"}}
      spec:
        containers:
          - name: web
            securityContext: {runAsUser: 1000}
      #                                  ^^^^ warning proxy-uid-collision: 1000
    `);
  });

  it('leaves the proxy itself alone, and users that others have', () => {
    check(`
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec:
        securityContext: {runAsUser: 2102}
        containers:
          - {name: web, image: a, securityContext: {runAsUser: 1000}}
          - {name: linkerd-proxy, image: b, securityContext: {runAsUser: 2102}}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: disabled}}
      spec: {containers: [{name: web, image: a, securityContext: {runAsUser: 2102}}]}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled, config.linkerd.io/proxy-uid: "2200"}}
      spec: {containers: [{name: web, image: a, securityContext: {runAsUser: 2102}}]}
    `);
  });
});

describe('machine-written-metadata', () => {
  it('reports marks in sources', () => {
    check(`
      kind: Pod
      metadata:
        labels:
          linkerd.io/control-plane-ns: linkerd
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ information machine-written-metadata suggestion: even without a proxy
          app: web
      spec: {containers: [{name: web, image: a}]}
    `);
  });

  it('leaves injected, live and Linkerd’s own pods alone', () => {
    check(`
      kind: Pod
      metadata: {labels: {linkerd.io/control-plane-ns: linkerd}}
      spec: {containers: [{name: web, image: a}, {name: linkerd-proxy, image: b}]}
      ---
      kind: Pod
      metadata: {uid: 1-2-3, labels: {linkerd.io/control-plane-ns: linkerd}}
      spec: {containers: [{name: web, image: a}]}
      ---
      kind: Pod
      metadata: {labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/extension: viz}}
      spec: {containers: [{name: web, image: a}]}
      ---
      kind: Pod
      metadata: {labels: {linkerd.io/control-plane-ns: "{{ .Values.ns }}"}}
      spec: {containers: [{name: web, image: a}]}
    `);
  });
});

describe('duplicate-annotation', () => {
  it('works in block and flow style, for labels too, and not across branches', () => {
    check(`
      kind: Namespace
      metadata:
        labels: {linkerd.io/extension: a, linkerd.io/extension: b}
      #                                   ^^^^^^^^^^^^^^^^^^^^ warning duplicate-annotation suggestion
        annotations:
          {{- if .Values.a }}
          linkerd.io/inject: enabled
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning duplicate-annotation safe
          {{- else }}
          linkerd.io/inject: disabled
          {{- end }}
    `);
  });

  it('is not mended where the line goes on with something else', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          linkerd.io/inject: enabled
          linkerd.io/inject: "enabled" {{- /* over
      #   ^^^^^^^^^^^^^^^^^ warning duplicate-annotation
          linkerd.io/inject: "enabled" {{- /* over
    `);
  });

  it('is none where an anchor is used twice', () => {
    check(`
      kind: List
      items:
        - kind: Namespace
          metadata: &shared {annotations: {linkerd.io/inject: enabled}}
        - kind: Namespace
          metadata: *shared
    `);
  });
});
