import { it } from 'vitest';
import rule from '../../../../server/src/rules/ports/proxy-port-override-with-cni.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, PROXY_INIT } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  const text = `
    kind: Pod
    metadata:
      annotations:
        config.linkerd.io/admin-port: "9998"
    #                                 ^^^^^^ warning proxy-port-override-with-cni: 4191
        config.linkerd.io/outbound-port: "4140"
        config.linkerd.io/inbound-port: "{{ .Values.port }}"
  `;

  it('is about clusters with linkerd-cni', () => {
    check(text, FIXED_CNI);
    check(text.replace(/ *#.*\n/, ''), PROXY_INIT);
    check(
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/admin-port: "9998", config.linkerd.io/skip-inbound-ports: "9998"}}\n',
      FIXED_CNI,
    );
  });

  it.each([
    ['control-port', '5190', 'keeps skipping 4190'],
    ['admin-port', '5191', 'keeps skipping 4191'],
    ['inbound-port', '5143', 'keeps redirecting to 4143, where the proxy'],
    ['outbound-port', '5140', 'keeps redirecting to 4140, where the proxy'],
  ])('says what a %s of %s costs', (name, port, cost) => {
    check(
      `
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/${name}: "${port}"
      #   ${' '.repeat(name.length + 20)}^^^^^^ warning proxy-port-override-with-cni: ${cost}
      `,
      FIXED_CNI,
    );
  });

  const pod = (key: string, skipped: string, mark = '') =>
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/${key}: "9998"
      ${mark}
          config.linkerd.io/skip-inbound-ports: ${skipped}
      `,
      FIXED_CNI,
    );

  it('is silent about a control or admin port that is skipped, or may be', () => {
    for (const key of ['control-port', 'admin-port'])
      for (const skipped of ['"9998"', '"9000-9999"', '"{{ .Values.skip }}"']) pod(key, skipped);
  });

  it('does not take a skipped port for the proxy’s, nor a list for one that it is not', () => {
    const mark = (length: number) => `#   ${' '.repeat(length)}^^^^^^ warning proxy-port-override-with-cni`;
    pod('inbound-port', '"9998"', mark(32));
    pod('outbound-port', '"9998"', mark(33));
    for (const skipped of ['"8080"', '', '[9998]']) pod('admin-port', skipped, mark(30));
  });
});
