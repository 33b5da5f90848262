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
});
