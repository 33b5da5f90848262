import { it } from 'vitest';
import rule from '../../../../server/src/rules/pods/proxy-uid-collision.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
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

  it('takes the pod’s user only for containers without one, and the proxy’s default where Linkerd cannot read its user', () => {
    check(`
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled, config.linkerd.io/proxy-uid: root}}
      spec:
        containers:
          - name: web
            securityContext: {runAsUser: 2102}
      #                                  ^^^^ warning proxy-uid-collision: 2102
          - name: db
            securityContext: {runAsUser: 2102}
      #                                  ^^^^ warning proxy-uid-collision: 2102
    `);
    check(`
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled, config.linkerd.io/proxy-uid: "{{ .Values.uid }}"}}
      spec: {containers: [{name: web, securityContext: {runAsUser: 2102}}]}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {securityContext: {fsGroup: 2102}, containers: [{name: web, image: "a:2102"}]}
      ---
      kind: Namespace
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {containers: [{name: web, securityContext: {runAsUser: 2102}}]}
      ---
      podAnnotations: {linkerd.io/inject: enabled}
      podSecurityContext: {runAsUser: 2102}
    `);
  });

  it('takes the pod’s user for no container, and marks it beside those that have it too', () => {
    check(`
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: ingress}}
      spec: {securityContext: {runAsUser: 2102}, containers: []}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: ingress, config.linkerd.io/proxy-uid: null}}
      spec:
        securityContext: {runAsUser: 2102}
      #                              ^^^^ warning proxy-uid-collision
        containers:
          - name: web
            securityContext: {runAsUser: 2102}
      #                                  ^^^^ warning proxy-uid-collision
          - {name: db}
          - {name: linkerd-proxy}
    `);
  });

  it('is silent about users that a template decides', () => {
    check(`
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec:
        containers:
          - name: web
            securityContext: {runAsUser: {{ .Values.user | default 2102 }}}
          - name: db
            {{- if .Values.user }}
            securityContext: {runAsUser: 2102}
            {{- end }}
    `);
  });

  it('is silent about pods that share their annotations', () => {
    check(`
      kind: List
      shared: &shared {linkerd.io/inject: enabled}
      items:
        - kind: Pod
          metadata: {annotations: *shared}
          spec: {containers: [{name: web, securityContext: {runAsUser: 2102}}]}
    `);
  });
});
