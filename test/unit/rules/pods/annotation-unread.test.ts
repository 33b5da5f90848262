import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/pods/annotation-unread.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { readExample } from '../../../support/example.ts';
import { lint } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  it('is one note for all annotations of a pod that is not injected', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint annotation-unread: config.linkerd.io/skip-inbound-ports and 2 more of its annotations have no effect
          linkerd.io/inject: disabled
          config.linkerd.io/proxy-cpu-request: "2"
          config.alpha.linkerd.io/proxy-wait-before-exit-seconds: "90"
      ---
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: disabled
          config.linkerd.io/proxy-cpu-request: "2"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint annotation-unread: config.linkerd.io/proxy-cpu-request has no effect. Remove it
    `);
  });

  it('is all that is said of them', () => {
    const { text } = readExample(`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: dock
      spec:
        selector: {matchLabels: {app: dock}}
        template:
          metadata:
            labels: {app: dock}
            annotations:
              linkerd.io/inject: disabled
              config.linkerd.io/proxy-cpu-request: "2"
              config.linkerd.io/proxy-cpu-limit: "1"
              config.linkerd.io/skip-inbound-ports: "8080, 9090,http"
              config.linkerd.io/skip-outbound-ports: "80"
              config.linkerd.io/proxy-log-level: warn, linkerd=debug
              config.linkerd.io/no-such-key: x
              config.alpha.linkerd.io/proxy-wait-before-exit-seconds: "90"
          spec:
            containers: [{name: dock, image: dock}]
    `);
    expect(lint(text).map(({ rule }) => rule)).toEqual(['annotation-unread']);
  });

  it('shows the first one faded', () => {
    const [finding] = lint(
      'kind: Pod\nmetadata:\n  annotations: {linkerd.io/inject: disabled, config.linkerd.io/proxy-cpu-limit: "1"}\n',
    );
    expect(finding?.isUnnecessary).toBe(true);
  });

  it('leaves to other rules what keeps the object out of the cluster', () => {
    const text =
      'kind: Pod\nmetadata:\n  annotations:\n    linkerd.io/inject: disabled\n    config.linkerd.io/proxy-cpu-limit: 1\n';
    expect(lint(text).map(({ rule }) => rule)).toContain('annotation-value-not-string');
  });

  it('knows what is read all the same', () => {
    for (const annotations of [
      '{linkerd.io/inject: disabled, config.linkerd.io/opaque-ports: "1234"}',
      '{linkerd.io/inject: enabled, config.linkerd.io/proxy-cpu-limit: "1"}',
      '{linkerd.io/inject: "{{ .Values.inject }}", config.linkerd.io/proxy-cpu-limit: "1"}',
      '{linkerd.io/inject: disabled, example.com/a: b}',
    ])
      check(`kind: Pod\nmetadata:\n  annotations: ${annotations}\n`);
    check(
      'kind: Namespace\nmetadata:\n  annotations: {linkerd.io/inject: disabled, config.linkerd.io/proxy-cpu-limit: "1"}\n',
    );
  });

  it('is one note for each pod of a list, at the first of its annotations', () => {
    check(`
      kind: List
      items:
        - kind: Pod
          metadata:
            annotations:
              config.linkerd.io/proxy-cpu-limit: "2"
      #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint annotation-unread: config.linkerd.io/proxy-cpu-limit and 1 more
              config.linkerd.io/proxy-cpu-request: "1"
              linkerd.io/inject: disabled
        - kind: Pod
          metadata:
            annotations:
              linkerd.io/inject: disabled
              config.linkerd.io/opaque-ports: "25"
              config.linkerd.io/proxy-log-level: info
      #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint annotation-unread: config.linkerd.io/proxy-log-level has no effect
    `);
  });

  it('is silent where a template may leave one of the two out', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          {{- if not .Values.mesh }}
          linkerd.io/inject: disabled
          {{- end }}
          config.linkerd.io/proxy-cpu-limit: "1"
    `);
  });
});
