import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/machine-written-metadata.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
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

  it.each([
    [
      'annotations',
      'viz.linkerd.io/tap-enabled: "true"',
      'it makes the injector skip the pod, and tap never works',
    ],
    [
      'annotations',
      'linkerd.io/proxy-version: edge-26.1.1',
      'The injector writes this on pods; set by hand it may be wrong',
    ],
    ['annotations', 'linkerd.io/trust-root-sha256: abc', 'may be wrong'],
    ['labels', 'linkerd.io/workload-ns: shop', 'may be wrong'],
    ['labels', 'linkerd.io/proxy-deployment: web', 'may be wrong'],
    [
      'labels',
      'linkerd.io/control-plane-ns: linkerd',
      'it makes Linkerd treat the pod as meshed even without a proxy',
    ],
  ])('says of the %s that %s is the injector’s', (kind, metadata, message) => {
    const key = metadata.replace(/:.*/, '');
    check(`
      kind: Pod
      metadata:
        ${kind}:
          a: b
          ${metadata}
      #   ${'^'.repeat(key.length)} information machine-written-metadata suggestion: ${message}
      spec: {containers: [{name: web, image: a}]}
    `);
  });

  it.each([
    [
      'a pod with an injected init container',
      'kind: Pod\nmetadata: {labels: $MARK}\nspec: {initContainers: [{name: linkerd-init, image: b}], containers: [{name: web, image: a}]}',
    ],
    [
      'a pod with a status',
      'kind: Pod\nmetadata: {labels: $MARK}\nspec: {containers: [{name: web, image: a}]}\nstatus: {phase: Running}',
    ],
    [
      'Linkerd’s own components',
      'kind: Pod\nmetadata: {labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/control-plane-component: destination}}\nspec: {containers: [{name: web, image: a}]}',
    ],
    [
      'the plugin',
      'kind: Pod\nmetadata: {labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/cni-resource: "true"}}\nspec: {containers: [{name: web, image: a}]}',
    ],
    ['a patch', 'kind: Deployment\napiVersion: apps/v1\nspec: {template: {metadata: {labels: $MARK}}}'],
    [
      'a patch that removes it',
      'kind: Pod\nmetadata: {labels: {linkerd.io/control-plane-ns: null}}\nspec: {containers: [{name: web, image: a}]}',
    ],
    [
      'a pod of a cluster',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: $MARK}, spec: {containers: [{name: web, image: a}]}}}\nstatus: {replicas: 1}',
    ],
    ['values of a chart', 'podLabels: $MARK'],
    [
      'a Namespace',
      'kind: Namespace\nmetadata: {labels: $MARK}\nspec: {containers: [{name: web, image: a}]}',
    ],
    [
      'other labels',
      'kind: Pod\nmetadata: {labels: {linkerd.io/inject: enabled}, annotations: {linkerd.io/inject: enabled}}\nspec: {containers: [{name: web, image: a}]}',
    ],
  ])('is silent about %s', (_name, text) => {
    check(`${text.replace('$MARK', '{linkerd.io/control-plane-ns: linkerd}')}\n`);
  });

  it('removes it', () => {
    const pod = (labels: string) =>
      `kind: Pod\nmetadata:\n  labels:\n${labels}    app: web\nspec: {containers: [{name: web, image: a}]}\n`;
    checkFix(pod('    linkerd.io/workload-ns: shop # why\n'), 'Remove it', pod(''));
  });

  it('has no fix where the label is written elsewhere', () => {
    check(`
      kind: List
      shared: &shared {linkerd.io/workload-ns: shop}
      items:
        - kind: Pod
          metadata:
            labels: *shared
      #             ^^^^^^^ information machine-written-metadata
          spec: {containers: [{name: web, image: a}]}
    `);
  });
});
