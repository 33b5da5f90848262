import { it } from 'vitest';
import rule from '../../../../server/src/rules/pods/job-without-native-sidecar.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
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

  it.each([
    // 2.18 reads only the alpha name, so the fix adds that one.
    ['2.18', 'config.linkerd.io/proxy-enable-native-sidecar: "false"', 'config.alpha.linkerd.io'],
    ['2.19', '', 'config.beta.linkerd.io'],
  ])('adds the newest annotation that %s reads', (linkerd, before, prefix) => {
    const annotations = `linkerd.io/inject: enabled${before && `, ${before}`}`;
    checkFix(
      job(annotations, PLAIN),
      'Enable native sidecars',
      job(`${annotations}, "${prefix}/proxy-enable-native-sidecar": "true"`, PLAIN),
      settingsOf({ linkerd }),
    );
  });

  it.each([
    ['2.19', 'config.beta.linkerd.io'],
    ['2.20', 'config.linkerd.io'],
    ['2.20', 'config.alpha.linkerd.io'],
    ['auto', 'config.alpha.linkerd.io'],
  ])('changes the annotation that decides in %s', (linkerd, prefix) => {
    const annotations = (value: string) =>
      `linkerd.io/inject: enabled, ${prefix}/proxy-enable-native-sidecar: ${value}`;
    checkFix(
      job(annotations('"false"'), PLAIN),
      'Enable native sidecars',
      job(annotations('"true"'), PLAIN),
      settingsOf({ linkerd }),
    );
  });

  it('is silent if something ends the proxy or may do so', () => {
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
