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

  it('keeps the reason of an entry that is not a name, on a Service and on a pod', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "6379,0"
      #                                         ^ warning invalid-opaque-ports: 0 is not a valid port. Clients ignore it.
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "6379,70000"
      #                                         ^^^^^ warning invalid-opaque-ports: “70000” is neither a port nor a range like 8000-8010. Clients ignore it.
      spec:
        ports: [{ name: redis, port: 6379 }]
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "6379,9090-9000"
      #                                         ^^^^^^^^^ warning invalid-opaque-ports: “9090-9000” is neither a port nor a range
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "3306;5432"
      #                                   ^^^^^^^^^^^ warning invalid-opaque-ports suggestion: “3306;5432” is neither a port nor a range
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "6379,9p"
      #                                         ^^ warning invalid-opaque-ports: “9p” is not a number, so it makes a port opaque only if
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "6379,0-100"
      #                                         ^^^^^ error invalid-opaque-ports: 0 is not a valid port. The policy controller ignores the whole list and does not use the default list either
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "6379,70000"
      #                                         ^^^^^ error invalid-opaque-ports: “70000” is neither a port nor a range
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "6379,9090-9000"
      #                                         ^^^^^^^^^ error invalid-opaque-ports: “9090-9000” is neither a port nor a range
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "3306;5432"
      #                                   ^^^^^^^^^^^ error invalid-opaque-ports suggestion: so the pod’s proxy detects the protocol on all of these ports.
    `);
  });

  it('names the components that ignore an entry, and what a list of required identities loses', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "9000 - 9090"
      #                                   ^^^^^^^^^^^^^ error invalid-opaque-ports safe: The injector and the destination controller ignore it because of the whitespace
          config.linkerd.io/proxy-require-identity-inbound-ports: 9090-9000
      #                                                           ^^^^^^^^^ error invalid-opaque-ports: so clients without a mesh identity can connect to all of these ports
    `);
  });

  it('writes the number that the service gives a name, and leaves a name that it does not have', () => {
    checkFix(service('db'), 'Change to 5432', service('"5432"'));
    checkFix(service('other'), 'invalid-opaque-ports', undefined);
  });

  it('knows the ports of init containers, and the last one with a name', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80,db"
      #                                       ^^ warning invalid-opaque-ports suggestion: Clients read “db” as 5433
      spec:
        initContainers: [{ ports: [{ name: db, containerPort: 5432 }, { name: cache, containerPort: 6379 }] }]
        containers: [{ ports: [{ name: db, containerPort: 5433 }] }]
    `);
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: cache
      #                                   ^^^^^ warning invalid-opaque-ports suggestion: Clients read “cache” as 6379
      spec:
        initContainers: [{ ports: [{ name: cache, containerPort: 6379 }] }]
    `);
  });

  it('takes no text with other characters for a name', () => {
    for (const text of ['a_b', 'http:', '(db)'])
      check(`
        apiVersion: v1
        kind: Service
        metadata:
          annotations:
            config.linkerd.io/opaque-ports: "80,${text}"
        #                                       ${'^'.repeat(text.length)} warning invalid-opaque-ports: “${text}” is neither a port nor a range like 8000-8010. Clients ignore it.
        spec: {ports: [{ port: 80 }]}
      `);
  });

  it('does not know the number of a port whose number a template writes', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80,db"
      #                                       ^^ error invalid-opaque-ports: “db” is a name
      spec: {containers: [{ ports: [{ name: db, containerPort: "{{ .Values.port }}" }] }]}
    `);
  });

  it('reads a name on a Service despite whitespace, and only that Service’s', () => {
    checkFix(service('"80, db"'), 'Change to 5432', service('"80,5432"'));
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80,db"
      #                                       ^^ warning invalid-opaque-ports: neither a number nor the name of a port of this Service
      spec: {ports: [{ port: 80 }, { name: db, port: 100000 }]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: other}
      spec: {ports: [{ name: db, port: 5432 }]}
    `);
  });

  it.each([
    ['[{ name: db, port: "{{ .Values.port }}" }]', 'neither a number nor the name of a port'],
    ['[{ port: 5432 }, { name: db, port: http }]', 'neither a number nor the name of a port'],
    ['{}', 'only if the Service has a port with this name'],
    ['"{{ .Values.ports }}"', 'only if the Service has a port with this name'],
  ])('says what the name is worth on a Service with the ports %s', (ports, message) => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80,db"
      #                                       ^^ warning invalid-opaque-ports: ${message}
      spec: {ports: ${ports}}
    `);
  });
});
