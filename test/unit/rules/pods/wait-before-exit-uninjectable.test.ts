import { it } from 'vitest';
import rule from '../../../../server/src/rules/pods/wait-before-exit-uninjectable.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  const metadata = (native: string, wait = '"20"', kind = 'Pod') => `
    kind: ${kind}
    metadata:
      annotations:
        ${native}
        config.alpha.linkerd.io/proxy-wait-before-exit-seconds: ${wait}
  `;
  const marked = (native: string, mark: string, kind = 'Pod') =>
    `${metadata(native, '"20"', kind).trimEnd()}\n    #                                                           ^^^^ ${mark}\n`;
  const ALPHA = 'config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"';
  const BETA = 'config.beta.linkerd.io/proxy-enable-native-sidecar: "true"';
  const ERROR = 'error wait-before-exit-uninjectable suggestion: the API server rejects the pod';
  const NOTE = 'information wait-before-exit-uninjectable suggestion: Linkerd 2.15 to 2.19 cannot inject';

  it('marks the annotation beside a native sidecar, as an error if the version is known', () => {
    for (const linkerd of ['2.15', '2.19', 'edge-26.5.1'])
      check(marked(ALPHA, ERROR), settingsOf({ linkerd }));
    check(marked(BETA, ERROR), settingsOf({ linkerd: '2.19' }));
    check(marked(ALPHA, ERROR, 'Namespace'), settingsOf({ linkerd: '2.18' }));
    check(marked(ALPHA, NOTE));
  });

  it('is silent about versions that do not read one of the annotations', () => {
    check(metadata(ALPHA), settingsOf({ linkerd: '2.14' }));
    check(metadata(BETA), settingsOf({ linkerd: '2.18' }));
    for (const linkerd of ['2.20', 'edge-26.5.2']) check(metadata(ALPHA), settingsOf({ linkerd }));
  });

  it('is silent without a native sidecar, without a wait, and where a template decides', () => {
    check(metadata(ALPHA.replace('true', 'false')));
    check(metadata(ALPHA.replace('true', 'yes')));
    check(metadata(ALPHA.replace('"true"', '["true"]')));
    check(metadata(ALPHA, '"0"'));
    check(metadata(ALPHA.replace('true', '{{ .Values.native }}')));
    check(metadata(ALPHA, '"{{ .Values.wait }}"'));
    check(metadata('config.linkerd.io/proxy-enable-native-sidecar: "true"'));
    check(metadata(BETA, '"20"', 'Namespace'));
    check(metadata(`${BETA.replace('true', 'false')}\n        ${ALPHA}`));
  });

  it('takes the newest annotation that the version reads', () => {
    check(
      marked(`${BETA.replace('true', 'false')}\n        ${ALPHA}`, ERROR),
      settingsOf({ linkerd: '2.18' }),
    );
    check(metadata(`${BETA.replace('true', 'false')}\n        ${ALPHA}`), settingsOf({ linkerd: '2.19' }));
    check(metadata('linkerd.io/inject: enabled'), settingsOf({ linkerd: '2.18' }));
  });

  it('removes the annotation', () => {
    checkFix(
      metadata(ALPHA),
      'Remove the annotation',
      `
    kind: Pod
    metadata:
      annotations:
        ${ALPHA}
  `,
    );
  });
});
