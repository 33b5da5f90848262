import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/pods/wait-before-exit-exceeds-grace.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { dedent } from '../../../support/example.ts';
import { lint, settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
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

  it('shows where the grace period is written', () => {
    const placesIn = (spec: string) => {
      const text = dedent(pod("'60'", spec));
      const [finding] = lint(text).filter(({ rule: id }) => id === rule.id);
      return finding?.related?.map(({ range }) => text.slice(range.start, range.end));
    };
    expect(placesIn('terminationGracePeriodSeconds: 45')).toEqual(['45']);
    expect(placesIn('restartPolicy: Always')).toEqual([]);
  });

  it('marks it where the annotation disables native sidecars, despite the version', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-enable-native-sidecar: "false"
          config.alpha.linkerd.io/proxy-wait-before-exit-seconds: "60"
      #                                                           ^^^^ warning wait-before-exit-exceeds-grace
      spec:
        containers: [{name: web, image: web}]
    `,
      settingsOf({ linkerd: '2.20' }),
    );
    check(
      pod(
        "'60'",
        'restartPolicy: Always',
        'config.linkerd.io/proxy-enable-native-sidecar: "{{ .Values.native }}"\n        ',
      ),
      settingsOf({ linkerd: '2.20' }),
    );
  });

  it('compares with a shorter grace period, and says nothing of no wait', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.alpha.linkerd.io/proxy-wait-before-exit-seconds: "10"
      #                                                           ^^^^ warning wait-before-exit-exceeds-grace: The proxy waits 10 seconds, but the kubelet kills the pod after 5
      spec:
        terminationGracePeriodSeconds: 5
        containers: [{name: web, image: web}]
    `);
    check(pod("'0'", 'terminationGracePeriodSeconds: 0'));
    check(pod("'60'", 'terminationGracePeriodSeconds: 5').replace('kind: Pod', 'kind: Namespace'));
  });
});
