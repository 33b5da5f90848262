import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-ports-not-tcp.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { lint, PROXY_INIT, settingsOf, UNKNOWN } from '../../../support/lint.ts';

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
      #                                               ^^^^ information skip-ports-not-tcp suggestion: 7359 is not TCP in this pod, and Linkerd redirects only TCP, so skipping it does nothing
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

  it.each([
    ['an init container', `spec: {initContainers: [{ports: [${DISCOVERY}]}]}`],
    ['two containers', `spec: {containers: [{ports: [${DISCOVERY}]}, {ports: [${DISCOVERY}]}]}`],
    ['SCTP', 'spec: {containers: [{ports: [{containerPort: 7359, protocol: SCTP}]}]}'],
  ])('marks a port of %s', (_name, spec) => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "7359,"
      #                                          ^^^^ information skip-ports-not-tcp suggestion: 7359 is not TCP in this pod, and Linkerd redirects only TCP, so this list does nothing
      ${spec}
    `);
  });

  it('names all UDP ports at once, and removes them', () => {
    const spec = `spec: {containers: [{ports: [${DISCOVERY}, {containerPort: 53, protocol: UDP}]}]}`;
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "7359,8080,53"
      #                                          ^^^^ information skip-ports-not-tcp suggestion: 7359,53 is not TCP in this pod, and Linkerd redirects only TCP, so skipping it does nothing
      ${spec}
    `);
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "7359,53"
      #                                          ^^^^ information skip-ports-not-tcp suggestion: 7359,53 is not TCP in this pod, and Linkerd redirects only TCP, so this list does nothing
      ${spec}
    `);
  });

  it.each(['4190-4191,7359', '5190,7359', 'http,7359'])(
    'offers to remove only the UDP port from %s, which has others',
    (list) => {
      const pods = (ports: string) => pod(`"${ports}"`, DISCOVERY);
      checkFix(pods(list), 'Remove 7359', pods(list.replace(',7359', '')));
    },
  );

  it('offers to remove a list of UDP and the ports to which the pod moves the proxy', () => {
    const text = pod('"5190,7359"', DISCOVERY).replace(
      'annotations:',
      'annotations:\n        config.linkerd.io/control-port: "5190"',
    );
    checkFix(text, 'Remove 7359', undefined);
  });

  it('is silent about outbound lists, Namespaces and ports that Linkerd does not read', () => {
    check(pod('"7359"', DISCOVERY).replace('inbound', 'outbound'));
    check(pod('"7359"', DISCOVERY).replace('Pod', 'Namespace'));
    check(pod('"8080, 7359"', DISCOVERY));
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
    for (const list of ['"7000-8000"', '"7359-7360"', '" 7359"', '{{ .Values.port }}'])
      check(
        pod(list, DISCOVERY),
        settingsOf({ dataPlane: 'proxy-init' }, { 'skip-ports-whitespace': 'off' }),
      );
    check(pod('"7359"', DISCOVERY).replace('inbound', 'outbound'), PROXY_INIT);
  });
});
