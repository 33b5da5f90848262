import { describe, expect, it } from 'vitest';
import { check, checkFix } from '../../support/check.ts';
import { lint } from '../../support/lint.ts';

describe('values that Linkerd cannot read', () => {
  it('are marked as a whole, or in the part that is wrong', () => {
    check(`
      kind: Deployment
      apiVersion: apps/v1
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: Enabled
      #                          ^^^^^^^ error invalid-inject-value safe: The pod gets no proxy
              config.linkerd.io/proxy-await: 'true'
      #                                      ^^^^^^ error invalid-choice suggestion: enabled, disabled
              config.linkerd.io/skip-subnets: "10.0.0.0/8, 10.1.2.3"
      #                                                   ^^^^^^^^^ error invalid-skip-subnets suggestion: “10.1.2.3” is no subnet
              config.linkerd.io/proxy-log-level: info, hyper=warn
      #                                               ^^^^^^^^^^^ warning invalid-log-filter safe: blank
              config.linkerd.io/proxy-memory-limit: 1gi
      #                                             ^^^ error invalid-quantity safe: “1gi” is no quantity
              config.linkerd.io/shutdown-grace-period: "-5s"
      #                                                ^^^^^ error invalid-duration: does not start
    `);
  });

  it('are found on namespaces, services, routes and in Helm values', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        annotations:
          linkerd.io/inject: "yes"
      #                      ^^^^^ error invalid-inject-value suggestion: every pod
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutiv
      #                                        ^^^^^^^^^^ error invalid-choice suggestion
          balancer.alpha.linkerd.io/penalize-failures: " yes"
      #                                                ^^^^^^ error invalid-boolean suggestion
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        annotations:
          timeout.linkerd.io/request: 1m30s
      #                               ^^^^^ error invalid-duration suggestion: one whole number and one of the units
      ---
      podAnnotations:
        config.linkerd.io/proxy-await: true
      #                                ^^^^ error invalid-choice suggestion
    `);
  });

  it('are left alone where the annotation has no effect, for other rules say so', () => {
    check(
      `
      apiVersion: example.com/v1
      kind: Widget
      metadata:
        annotations:
          linkerd.io/inject: "yes"
      ---
      apiVersion: v1
      kind: ConfigMap
      data:
        linkerd.io/inject: "yes"
      `,
    );
    const found = lint(
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  annotations:\n    linkerd.io/inject: maybe\n',
    );
    expect(found.map(({ rule }) => rule)).not.toContain('invalid-inject-value');
  });

  it('are left alone where a part of them is not known', () => {
    check(`
      podAnnotations:
        linkerd.io/inject: {{ .Values.inject }}
        config.linkerd.io/proxy-cpu-limit: "{{ .Values.cpu }}MB"
        config.linkerd.io/proxy-memory-limit: \${memory}
        config.linkerd.io/proxy-log-level: $(LOG_LEVEL)
        config.linkerd.io/proxy-await: <enabled or disabled>
    `);
  });

  it('are left alone where they are patterns of a Kyverno policy', () => {
    check(`
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      spec:
        rules:
          - validate:
              pattern:
                metadata:
                  annotations:
                    linkerd.io/inject: "enabled | ingress"
                    config.linkerd.io/default-inbound-policy: "!deny"
                    config.linkerd.io/proxy-cpu-limit: "?*"
          - mutate:
              patchStrategicMerge:
                metadata:
                  annotations:
                    linkerd.io/inject: Enabled
      #                                ^^^^^^^ error invalid-inject-value safe
    `);
  });

  it('are left alone where they are empty, which is as good as none to the injector', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: ""
          config.linkerd.io/proxy-cpu-limit: ""
          config.linkerd.io/proxy-await:
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          timeout.linkerd.io/request: ""
      #                               ^^ error invalid-duration
    `);
  });

  it('are reported once: a number without quotes is another rule’s', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-await: true
      #                                  ^^^^ error annotation-value-not-string safe
          config.linkerd.io/admin-port: 70000
      #                                 ^^^^^ error annotation-value-not-string safe
    `);
  });

  it('are marked at the alias that brings them', () => {
    check(`
      x: &log "warn, linkerd=debug"
      podAnnotations:
        config.linkerd.io/proxy-log-level: *log
      #                                    ^^^^ warning invalid-log-filter suggestion
    `);
  });

  it('say what comes of it: left out, or passed on to somebody who refuses it', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-uid: "-1"
      #                                ^^^^ error invalid-number: The injector takes it all the same, and the API server refuses the pod.
          config.linkerd.io/proxy-gid: root
      #                                ^^^^ error invalid-number: linkerd-cni refuses the pod
          config.linkerd.io/control-port: tap
      #                                   ^^^ error invalid-number: ignores it without a word
          config.linkerd.io/inbound-port: "0"
      #                                   ^^^ error invalid-number: The injector takes it all the same
          config.linkerd.io/proxy-memory-limit: "-1Gi"
      #                                         ^^^^^^ error invalid-quantity: The injector takes it all the same
          config.linkerd.io/proxy-memory-request: lots
      #                                           ^^^^ error invalid-quantity: logs a warning
    `);
  });

  it('have long values shortened in messages', () => {
    const [finding] = lint(`podAnnotations:\n  config.linkerd.io/proxy-cpu-limit: ${'x'.repeat(5000)}\n`);
    expect(finding?.message.length).toBeLessThan(500);
  });
});

describe('fixes of values', () => {
  const mend = (key: string, before: string, after: string | undefined, rule: string) =>
    checkFix(
      `podAnnotations:\n  ${key}: ${before} # why\n`,
      rule,
      after === undefined ? undefined : `podAnnotations:\n  ${key}: ${after} # why\n`,
    );

  it.each([
    ['linkerd.io/inject', 'true', '"enabled"', 'invalid-inject-value'],
    ['linkerd.io/inject', '"off"', '"disabled"', 'invalid-inject-value'],
    ['config.linkerd.io/enable-debug-sidecar', 'enabled', '"true"', 'invalid-boolean'],
    ['config.linkerd.io/proxy-cpu-limit', "'100 m'", "'100m'", 'invalid-quantity'],
    ['config.linkerd.io/proxy-inbound-connect-timeout', '5', '"5s"', 'invalid-duration'],
    ['config.linkerd.io/shutdown-grace-period', '"1d"', '"24h"', 'invalid-duration'],
    ['config.alpha.linkerd.io/proxy-wait-before-exit-seconds', '30s', '"30"', 'invalid-number'],
    ['config.linkerd.io/skip-subnets', '10.0.0.0/8,', '10.0.0.0/8', 'invalid-skip-subnets'],
    ['config.linkerd.io/skip-subnets', 'fd00::1', 'fd00::1/128', 'invalid-skip-subnets'],
    [
      'config.linkerd.io/default-inbound-policy',
      'all_authenticated',
      'all-authenticated',
      'invalid-inbound-policy',
    ],
    ['config.linkerd.io/proxy-log-level', 'warn;linkerd=info', 'warn,linkerd=info', 'invalid-log-filter'],
    ['config.linkerd.io/proxy-log-level', `"'warn'"`, '"warn"', 'invalid-log-filter'],
    ['config.linkerd.io/opaque-ports', '3306;5432', '3306,5432', 'invalid-opaque-ports'],
    ['config.linkerd.io/proxy-log-http-headers', 'Insecure', 'insecure', 'uninjectable-value'],
    ['config.linkerd.io/skip-subnets', 'everything', undefined, 'invalid-skip-subnets'],
    ['config.linkerd.io/admin-port', '"70000"', undefined, 'invalid-number'],
  ])('%s: %s becomes %s', (key, before, after, rule) => {
    mend(key, before, after, rule);
  });

  it('put an object of JSON into an array, in quotes', () => {
    mend(
      'config.linkerd.io/proxy-additional-env',
      `'{"name":"A","value":"b"}'`,
      JSON.stringify('[{"name":"A","value":"b"}]'),
      'invalid-additional-env',
    );
  });

  it('are safe where only the spelling changes, and never for a policy', () => {
    const safety = (line: string) => lint(`podAnnotations:\n  ${line}\n`)[0]?.fixes[0]?.safety;
    expect(safety('linkerd.io/inject: Enabled')).toBe('safe');
    expect(safety('linkerd.io/inject: enable')).toBe('suggestion');
    expect(safety('config.linkerd.io/default-inbound-policy: Deny')).toBe('suggestion');
  });

  it('work in block scalars', () => {
    checkFix(
      'podAnnotations:\n  linkerd.io/inject: |\n    Enabled\n',
      'invalid-inject-value',
      'podAnnotations:\n  linkerd.io/inject: |-\n    enabled\n',
    );
  });
});

describe('the name of an opaque port', () => {
  it('becomes the number that the pod gives it', () => {
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

  it('becomes the number that the service gives it, and stays where nobody knows it', () => {
    const service = (ports: string) =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    config.linkerd.io/opaque-ports: ${ports}\nspec:\n  ports:\n    - { name: db, port: 5432, targetPort: 5433 }\n`;
    checkFix(service('db'), 'Change to 5432', service('"5432"'));
    checkFix(service('other'), 'invalid-opaque-ports', undefined);
  });
});

describe('request-exceeds-limit', () => {
  it('compares amounts, not texts', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-cpu-request: "2"
      #                                        ^^^ error request-exceeds-limit: requests 2, which is more than its limit of 1500m
          config.linkerd.io/proxy-cpu-limit: 1500m
          config.linkerd.io/proxy-memory-request: 1G
          config.linkerd.io/proxy-memory-limit: 1Gi
          config.linkerd.io/proxy-ephemeral-storage-request: 2Gi
    `);
  });

  it('is silent where one of the two is not known', () => {
    check(`
      podAnnotations:
        config.linkerd.io/proxy-cpu-request: "2"
        config.linkerd.io/proxy-cpu-limit: {{ .Values.limit }}
        config.linkerd.io/proxy-memory-request: {{ .Values.request }}
        config.linkerd.io/proxy-memory-limit: 1Mi
    `);
  });
});
