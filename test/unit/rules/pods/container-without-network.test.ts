import { it } from 'vitest';
import rule from '../../../../server/src/rules/pods/container-without-network.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { PROXY_INIT, settingsOf } from '../../../support/lint.ts';

const CNI = settingsOf({ dataPlane: 'cni', cniPlugin: 'v1.6.4', linkerd: '2.18' });
const CNI_2_20 = settingsOf({ dataPlane: 'cni', cniPlugin: 'v1.6.8', linkerd: '2.20' });

/** A pod whose init container waits for a database. */
function pod({ annotations = '', container = '' }): string {
  return `
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: enabled
          ${annotations}
      spec:
        initContainers:
          - name: wait
            image: a
            command: [sh, -c, pg_isready]
            ${container}
`;
}

describeRule(rule, ({ check }) => {
  it('marks commands for the network and Vault’s agent', () => {
    check(
      `
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: enabled
          vault.hashicorp.com/agent-inject: "true"
      #                                     ^^^^^^ warning container-without-network
      spec:
        initContainers:
          - name: wait
            image: a
            args: [sh, -c, curl http://db]
      #           ^^^^^^^^^^^^^^^^^^^^^^^^ warning container-without-network: the proxy, which starts later
          - {name: linkerd-network-validator, image: b, args: [curl]}
          - {name: proxy, image: b, restartPolicy: Always, args: [curl]}
          - {name: local, image: b, args: [cp, a, b]}
      `,
      CNI,
    );
  });

  it('is silent with native sidecars, proxy-init, a list of ports to skip, or another user', () => {
    check(pod({}), PROXY_INIT);
    check(pod({}), CNI_2_20);
    check(pod({ annotations: 'config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"' }), CNI);
    check(pod({ annotations: 'config.linkerd.io/skip-outbound-ports: "5432"' }), CNI);
    check(pod({ container: 'securityContext: {runAsUser: 2102}' }), CNI);
    check(pod({}).replace('spec:', 'spec:\n        securityContext: {runAsUser: 2102}'), CNI);
    check(pod({}).replace('enabled', 'disabled'), CNI);
  });

  it('warns despite subnets to skip, which are sources of inbound connections', () => {
    check(
      `
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: enabled
          config.linkerd.io/skip-subnets: 10.0.0.0/8
      spec:
        initContainers:
          - name: wait
            image: a
            command: [sh, -c, pg_isready]
      #              ^^^^^^^^^^^^^^^^^^^^ warning container-without-network
      `,
      CNI,
    );
  });

  it('is silent about Vault’s agent without an init container, as another user, or with ports to skip', () => {
    const vault = (annotation: string) => `
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: enabled
          vault.hashicorp.com/agent-inject: "true"
          ${annotation}
`;
    check(vault('vault.hashicorp.com/agent-pre-populate: "false"'), CNI);
    check(vault('vault.hashicorp.com/agent-run-as-user: "2102"'), CNI);
    check(vault('config.linkerd.io/skip-outbound-ports: "8200"'), CNI);
  });

  it('marks each init container that runs before the proxy, and reads its command before its arguments', () => {
    check(
      `
      apiVersion: v1
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec:
        securityContext: {runAsUser: 2102}
        initContainers:
          - name: root
            securityContext: {runAsUser: 0}
            command: [wget, db]
      #              ^^^^^^^^^^ warning container-without-network
            args: [curl]
          - name: root
            securityContext: {runAsUser: 0}
            command: [sh, -c]
            args: [psql]
      #           ^^^^^^ warning container-without-network
          - {name: pods, command: [wget, db]}
          - {name: shell, securityContext: {runAsUser: 0}, command: curl}
          - {name: own, securityContext: {runAsUser: 0}, command: [recurl, "{{ .Values.command }}", wget]}
          - {name: nothing, securityContext: {runAsUser: 0}}
          - curl
      `,
      CNI,
    );
  });

  it('marks Vault’s agent beside init containers that need no network', () => {
    check(
      `
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: ingress
          vault.hashicorp.com/agent-inject: 'true'
      #                                     ^^^^^^ warning container-without-network
          vault.hashicorp.com/agent-inject-secret-db: db
      spec:
        initContainers: [{name: copy, image: b, command: [cp, a, b]}]
    `,
      CNI,
    );
  });

  it('is silent about commands and users that a template decides', () => {
    check(pod({}).replace('pg_isready', '"{{ .Values.command }}", pg_isready'), CNI);
    check(pod({ container: 'securityContext: {runAsUser: "{{ .Values.user }}"}' }), CNI);
    check(
      pod({}).replace('initContainers:', 'initContainers: "{{ .Values.init }}"\n        containers:'),
      CNI,
    );
  });

  it.each(['"false"', '"{{ .Values.vault }}"'])(
    'is silent about Vault’s agent if the annotation says %s',
    (value) => {
      check(
        `kind: Pod\nmetadata: {annotations: {linkerd.io/inject: enabled, vault.hashicorp.com/agent-inject: ${value}}}\n`,
        CNI,
      );
    },
  );

  it('is silent about values of a chart, which name no init containers', () => {
    check(
      'podAnnotations: {linkerd.io/inject: enabled}\ninitContainers: [{name: wait, command: [curl]}]\n',
      CNI,
    );
  });
});
