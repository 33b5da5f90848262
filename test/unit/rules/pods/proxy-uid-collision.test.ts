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
});
