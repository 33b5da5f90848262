import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/pods/job-without-native-sidecar.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { lint, settingsOf } from '../../../support/lint.ts';

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

  it('adds the annotation to a block, and has no fix for a release without one or for a list', () => {
    const block = (more: string) =>
      `kind: Job\nspec:\n  template:\n    metadata:\n      annotations:\n        linkerd.io/inject: enabled\n${more}    spec: {containers: [${PLAIN}]}\n`;
    checkFix(
      block(''),
      'Enable native sidecars',
      block('        config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"\n'),
      settingsOf({ linkerd: '2.18' }),
    );
    check(
      `
      kind: Job
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: enabled
      #                          ^^^^^^^ information job-without-native-sidecar
          spec: {containers: [{name: a, image: b}]}
      `,
      settingsOf({ linkerd: '2.14' }),
    );
    check(
      `
      kind: Job
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: enabled
      #                          ^^^^^^^ information job-without-native-sidecar
              config.alpha.linkerd.io/proxy-enable-native-sidecar: [false]
          spec: {containers: [{name: a, image: b}]}
      `,
      settingsOf({ linkerd: '2.18' }),
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

  it.each([
    [
      'a CronJob',
      'information',
      `kind: CronJob\nspec: {schedule: "@daily", jobTemplate: {spec: {template: {metadata: {annotations: {linkerd.io/inject: enabled}}, spec: {containers: [${PLAIN}]}}}}}`,
    ],
    [
      'a Job',
      'information',
      `kind: Job\nspec: {template: {metadata: {annotations: {linkerd.io/inject: ingress}}, spec: {containers: [${PLAIN}]}}}`,
    ],
    [
      'a Deployment',
      undefined,
      `kind: Deployment\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {annotations: {linkerd.io/inject: enabled}}, spec: {containers: [${PLAIN}]}}}`,
    ],
    [
      'a pod',
      undefined,
      `kind: Pod\nmetadata: {annotations: {linkerd.io/inject: enabled}}\nspec: {containers: [${PLAIN}]}`,
    ],
    [
      'a patch for a Job',
      undefined,
      'kind: Job\nspec: {template: {metadata: {annotations: {linkerd.io/inject: enabled}}}}',
    ],
    [
      'a Job whose image knows Linkerd',
      undefined,
      job('linkerd.io/inject: enabled', '{name: a, image: linkerd-job}'),
    ],
    [
      'a Job that asks for its shutdown',
      undefined,
      job('linkerd.io/inject: enabled', '{name: a, image: b, args: [Shutdown]}'),
    ],
    [
      'a Job that calls the admin port',
      undefined,
      job('linkerd.io/inject: enabled', '{name: a, image: b, args: ["localhost:4191"]}'),
    ],
  ])('goes by the kind and the pod: %s', (_name, severity, text) => {
    const found = lint(`${text}\n`, settingsOf({ linkerd: '2.18' })).filter(({ rule: id }) => id === rule.id);
    expect(found.map((finding) => finding.severity)).toEqual(severity === undefined ? [] : [severity]);
  });

  it('has no fix where the annotation is written elsewhere, and one only for what Linkerd reads', () => {
    check(
      `
      kind: List
      shared: &shared {linkerd.io/inject: enabled}
      off: &off {linkerd.io/inject: enabled, config.alpha.linkerd.io/proxy-enable-native-sidecar: &no "false"}
      items:
        - kind: Job
          spec:
            template:
              metadata:
                annotations: *shared
      #                      ^^^^^^^ information job-without-native-sidecar
              spec: {containers: [{name: a, image: b}]}
        - kind: Job
          spec:
            template:
              metadata:
                annotations: *off
      #                      ^^^^ information job-without-native-sidecar
              spec: {containers: [{name: a, image: b}]}
        - kind: Job
          spec:
            template:
              metadata:
                annotations:
                  linkerd.io/inject: enabled
      #                              ^^^^^^^ information job-without-native-sidecar
                  config.alpha.linkerd.io/proxy-enable-native-sidecar: *no
              spec: {containers: [{name: a, image: b}]}
      `,
      settingsOf({ linkerd: '2.18' }),
    );
  });
});
