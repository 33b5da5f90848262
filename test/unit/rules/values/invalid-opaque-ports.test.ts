import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-opaque-ports.ts';
import { describeRule } from '../../../support/describeRule.ts';

/** A service whose port 5432 has the name db, with these opaque ports. */
function service(ports: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    config.linkerd.io/opaque-ports: ${ports}\nspec:\n  ports:\n    - { name: db, port: 5432, targetPort: 5433 }\n`;
}

describeRule(rule, ({ check, checkFix }) => {
  it('marks the part for which Linkerd drops the whole list', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "25,3306/tcp"
      #                                       ^^^^^^^^ error invalid-opaque-ports suggestion
          config.linkerd.io/proxy-require-identity-inbound-ports: "80,443-"
      #                                                               ^^^^ error invalid-opaque-ports
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/opaque-ports: "25, 3306,4000-5000"}}
    `);
  });

  it('writes commas where something else separates ports', () => {
    checkFix(
      'podAnnotations:\n  config.linkerd.io/opaque-ports: 3306;5432 # why\n',
      'invalid-opaque-ports',
      'podAnnotations:\n  config.linkerd.io/opaque-ports: 3306,5432 # why\n',
    );
  });

  it('writes the number that the pod gives a name', () => {
    checkFix(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "25, mysql"
      spec:
        containers:
          - ports: [{ name: mysql, containerPort: 3306 }]
      `,
      'Change to 3306',
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "25,3306"
      spec:
        containers:
          - ports: [{ name: mysql, containerPort: 3306 }]
      `,
    );
  });

  it('says less where clients can read the part', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80,db"
      #                                       ^^ information invalid-opaque-ports suggestion: Clients read “db” as 5432, which works
      spec:
        ports: [{ name: db, port: 5432 }]
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80,other"
      #                                       ^^^^^ warning invalid-opaque-ports: neither a number nor the name of a port of this Service
      spec:
        ports: [{ name: db, port: 5432 }]
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80,db"
      #                                       ^^ warning invalid-opaque-ports suggestion: ignores a list that contains a name, so this pod’s proxy
      spec:
        containers: [{ ports: [{ name: db, containerPort: 5432 }] }]
      ---
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80,db"
      #                                       ^^ error invalid-opaque-ports: “db” is a name
    `);
  });

  it('writes the number that the service gives a name, and leaves a name that it does not have', () => {
    checkFix(service('db'), 'Change to 5432', service('"5432"'));
    checkFix(service('other'), 'invalid-opaque-ports', undefined);
  });
});
