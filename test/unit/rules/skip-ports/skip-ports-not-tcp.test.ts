import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-ports-not-tcp.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { lint, PROXY_INIT, UNKNOWN } from '../../../support/lint.ts';

function pod(list: string, ports: string): string {
  return `
    kind: Pod
    metadata:
      annotations:
        config.linkerd.io/skip-inbound-ports: ${list}
    spec:
      containers:
        - ports: [${ports}]
  `;
}

const DISCOVERY = '{containerPort: 7359, protocol: UDP}';

describeRule(rule, ({ check, checkFix }) => {
  it('marks a port that is UDP among others', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080,7359"
      #                                               ^^^^ information skip-ports-not-tcp suggestion: 7359 is UDP in this pod, and Linkerd redirects only TCP, so skipping it does nothing
      spec:
        containers:
          - ports: [{containerPort: 8080}, ${DISCOVERY}]
    `);
    checkFix(pod('"8080,7359"', DISCOVERY), 'Remove 7359', pod('"8080"', DISCOVERY));
  });

  it('says that a list of nothing else can go, and nothing of missing ports', () => {
    for (const [list, when] of [
      ['"7359"', 'break tap with linkerd-cni before v1.6.3'],
      ['"4190,4191,7359"', 'break tap.'],
    ] as const) {
      const text = pod(list, DISCOVERY).replaceAll(/^ {4}/gm, '');
      const found = lint(text, UNKNOWN).filter(({ rule: id }) => id !== 'skip-inbound-covers-control-port');
      expect(found.map(({ rule: id }) => id)).toEqual([rule.id]);
      expect(found[0]?.message).toContain(`except ${when}`);
      expect(found[0]?.fixes.map(({ title }) => title)).toEqual([
        'Remove skip-inbound-ports (the proxy then handles these ports too)',
      ]);
    }
  });

  it('is silent where the port may be TCP', () => {
    for (const ports of [
      '{containerPort: 7359}',
      `${DISCOVERY}, {containerPort: 7359, protocol: TCP}`,
      '{containerPort: 1, protocol: UDP}',
      `${DISCOVERY}, {containerPort: 7359, protocol: "{{ .Values.protocol }}"}`,
      `${DISCOVERY}, {containerPort: "{{ .Values.port }}"}`,
    ])
      check(pod('"7359"', ports), PROXY_INIT);
    check(pod('"7000-8000"', DISCOVERY), PROXY_INIT);
  });
});
