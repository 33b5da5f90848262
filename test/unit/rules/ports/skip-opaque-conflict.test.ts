import { it } from 'vitest';
import rule from '../../../../server/src/rules/ports/skip-opaque-conflict.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { PROXY_INIT } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('names the ports that are in both, ranges too', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "25,3306"
      #                                             ^^^^ information skip-opaque-conflict suggestion: 3306
          config.linkerd.io/opaque-ports: "3300-3310"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "1-4000"
          config.linkerd.io/opaque-ports: "3306"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "3306"
          config.linkerd.io/opaque-ports: "{{ .Values.opaque }}"
          config.linkerd.io/skip-outbound-ports: "25"
      `,
      PROXY_INIT,
    );
  });

  it('removes the annotation where nothing else is in it', () => {
    checkFix(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "3306,3307"
          config.linkerd.io/opaque-ports: "3306,3307"
      `,
      'Remove skip-inbound-ports',
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "3306,3307"
      `,
      PROXY_INIT,
    );
  });

  it.each([
    ['skip-outbound-ports: "3306"', 'opaque-ports: "3306"'],
    ['skip-inbound-ports: "80, 3306"', 'opaque-ports: "3306"'],
    ['skip-inbound-ports: "3306,{{ .Values.port }}"', 'opaque-ports: "3306"'],
    ['skip-inbound-ports: "3306"', 'opaque-ports: "33060"'],
    ['skip-inbound-ports: "3306"', 'opaque-ports:'],
    ['skip-inbound-ports: "3306"', 'opaque-ports: [3306]'],
    ['skip-inbound-ports: "mysql"', 'opaque-ports: "mysql"'],
  ])('is silent about %s and %s', (skip, opaque) => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/${skip}
          config.linkerd.io/${opaque}
      `,
      PROXY_INIT,
    );
  });

  it('marks the whole list for two of its ports, and removes these', () => {
    const pod = (skip: string) => `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: ${skip}
          config.linkerd.io/opaque-ports: " 3306,5432"
    `;
    check(
      pod(
        '"3306,80,5432"\n      #                                         ^^^^^^^^^^^^^^ information skip-opaque-conflict suggestion: Port 3306,5432',
      ),
      PROXY_INIT,
    );
    checkFix(pod('"3306,80,5432"'), 'Remove 3306,5432', pod('"80"'), PROXY_INIT);
  });

  it('has no fix where the annotation is written elsewhere', () => {
    check(
      `
      kind: List
      shared: &shared {config.linkerd.io/skip-inbound-ports: "3306", config.linkerd.io/opaque-ports: "3306"}
      items:
        - kind: Pod
          metadata:
            annotations: *shared
      #                  ^^^^^^^ information skip-opaque-conflict
      `,
      PROXY_INIT,
    );
  });
});
