import { it } from 'vitest';
import rule from '../../../../server/src/rules/ports/opaque-port-has-app-protocol.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

/** A service with the opaque port 9000, which says more of it. */
function service(more: string): string {
  return `
    apiVersion: v1
    kind: Service
    metadata: {name: web, annotations: {config.linkerd.io/opaque-ports: "9000"}}
    spec:
      ports:
        - {port: 9000, ${more}}
  `;
}

describeRule(rule, ({ check }) => {
  it('marks a port that says it speaks HTTP, which counts more than opaque-ports', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {config.linkerd.io/opaque-ports: "9000-9010"}}
      spec:
        ports:
          - port: 9001
            appProtocol: http
      #                  ^^^^ information opaque-port-has-app-protocol: 9001
          - {port: 80, appProtocol: http}
    `);
  });

  it('is silent where the port is opaque by its protocol too, or does not say', () => {
    check(service('appProtocol: linkerd.io/opaque'));
    check(service('appProtocol: "{{ .Values.protocol }}"'));
    check(service('name: x'));
  });

  it('is silent about a Linkerd that does not read it', () => {
    check(service('appProtocol: http'), settingsOf({ linkerd: '2.17' }));
  });
});
