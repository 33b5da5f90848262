import { it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-ports-no-valid-token.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, settingsOf, UNKNOWN } from '../../../support/lint.ts';

function pod(value: string): string {
  return `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${value}\n`;
}

describeRule(rule, ({ check, checkFix }) => {
  it('marks the whole value of an outbound list: iptables fails', () => {
    for (const settings of [AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-outbound-ports: "http,mysql"
        #                                          ^^^^^^^^^^^^ error skip-ports-no-valid-token: This list contains no valid port, so iptables gets an empty list and fails
        `,
        settings,
      );
    }
  });

  it('tells an inbound list by its environment', () => {
    for (const settings of [AFFECTED, UNKNOWN]) {
      check(
        `
        annotations:
          config.linkerd.io/skip-inbound-ports: ","
        #                                       ^^^ error skip-ports-no-valid-token suggestion: with linkerd-cni before v1.6.3, the pod does not start
        `,
        settings,
      );
    }
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        annotations:
          config.linkerd.io/skip-inbound-ports: " "
        #                                       ^^^ error skip-ports-no-valid-token suggestion: Linkerd skips nothing and only logs an error
        `,
        settings,
      );
    }
  });

  it('offers what was plainly meant', () => {
    checkFix(pod('"8080;9090"'), 'Change to 8080,9090', pod('"8080,9090"'));
    checkFix(pod('{a: 1}'), 'skip-ports-no-valid-token', undefined);
    checkFix(
      'annotations: {config.linkerd.io/skip-inbound-ports: 8080;9090}\n',
      'skip-ports-no-valid-token',
      'annotations: {config.linkerd.io/skip-inbound-ports: "8080,9090"}\n',
    );
    checkFix(
      'annotations:\n  config.linkerd.io/skip-inbound-ports: |\n    8080\n    9090\n',
      'skip-ports-no-valid-token',
      'annotations:\n  config.linkerd.io/skip-inbound-ports: |-\n    8080,9090\n',
    );
  });

  it('offers to remove a list of mere commas and whitespace', () => {
    const before = 'kind: Pod\nmetadata:\n  annotations:\n    linkerd.io/inject: enabled\n';
    for (const value of ['", ,"', '", "', '","', '" "', '"\\t,"'])
      checkFix(
        `${before}    config.linkerd.io/skip-outbound-ports: ${value}\n`,
        'Remove the list, which contains no port',
        before,
      );
  });

  it('offers nothing where one entry could mean anything', () => {
    checkFix(pod('"8080;9090,http"'), 'skip-ports-no-valid-token', undefined);
    checkFix(pod('"http,8080;9090"'), 'skip-ports-no-valid-token', undefined);
    checkFix(pod('"80;90,443;8080"'), 'Change to 80,90,443,8080', pod('"80,90,443,8080"'));
  });

  it('leaves a list alone in which something can be saved', () => {
    check(pod('" 8080"').replace('\n', '\n'), settingsOf({}, { 'skip-ports-whitespace': 'off' }));
    check(pod('"9-8"'), settingsOf({}, { 'skip-ports-reversed-range': 'off' }));
  });

  it('leaves lines alone that a template makes', () => {
    for (const value of [
      '>-\n      {{ .Values.ports }}',
      '"\n      {{ .Values.ports }}\n      "',
      '|\n      {{- range .Values.ports }}\n      {{ . }},\n      {{- end }}\n      8080',
    ]) {
      check(pod(value));
    }
  });
});
