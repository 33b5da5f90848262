import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/resources/resource-type-wrong.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { lint } from '../../../support/lint.ts';

/** A ServiceProfile whose only route has these lines. */
function profile(line: string): string {
  return `apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: {name: books.shop.svc.cluster.local}
spec:
  routes:
    - name: list
      condition: {method: GET}
      ${line}
`;
}

describeRule(rule, ({ check, checkFix }) => {
  it('compares scalars, lists and objects with what the field is', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      metadata: {name: records}
      spec:
        server: records
      #         ^^^^^^^ error resource-type-wrong: spec.server must be an object, not a string
        client:
          unauthenticated:
      #   ^^^^^^^^^^^^^^^ error resource-type-wrong: must be true or false, not a list
            - networks: []
          meshTLS:
            identities: ["*", 1]
      #                       ^ error resource-type-wrong safe: spec.client.meshTLS.identities[] must be
            serviceAccounts: {name: a}
      #     ^^^^^^^^^^^^^^^ error resource-type-wrong: must be a list of objects, not an object
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: records}
      spec:
        podSelector: {}
        port: true
      #       ^^^^ error resource-type-wrong: a whole number or a string
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: HTTPLocalRateLimitPolicy
      metadata: {name: records}
      spec:
        targetRef: {group: policy.linkerd.io, kind: Server, name: records}
        total: {requestsPerSecond: 1.5}
      #                            ^^^ error resource-type-wrong: must be a whole number
        identity: {requestsPerSecond: 1.0}
    `);
  });

  it('adds quotes and removes them', () => {
    checkFix(profile('timeout: 25'), 'Quote the value', profile('timeout: "25"'));
    checkFix(profile("isRetryable: 'true'"), 'Remove the quotes', profile('isRetryable: true'));
    checkFix(profile('isRetryable: "yes please"'), 'Remove the quotes', undefined);
    checkFix(profile('isRetryable: "false"'), 'Remove the quotes', profile('isRetryable: false'));
    checkFix(profile('isRetryable: |-\n        true'), rule.id, undefined);
    checkFix(profile('timeout: &timeout 25'), rule.id, undefined);
    checkFix(profile('responseClasses: "true"'), rule.id, undefined);
    checkFix(profile('responseClasses: [true]'), rule.id, undefined);
  });

  it('is silent about what is empty, templated, an alias, tagged or a placeholder', () => {
    check(profile('timeout: {{ .Values.timeout }}'));
    check(profile('isRetryable: "{{ .Values.retry }}"'));
    check(profile('isRetryable:'));
    check(profile('isRetryable: !custom x'));
    check(profile('isRetryable: $(RETRY)'));
    check(profile('isRetryable: <true or false>'));
    check(profile('timeout: &timeout 5s\n      name: *timeout'));
    check(profile('timeout: {seconds}'));
    check(profile('isRetryable: on'));
    check(profile('responseClasses:\n        {{- toYaml .Values.classes | nindent 8 }}'));
  });

  it('leaves to service-profile-rejected what is wrong whatever its type', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: web.shop.svc.cluster.local, namespace: shop}
      spec: {opaquePorts: {}}
    `);
  });

  it('marks an item of a list, and has no fix for null', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      metadata: {name: clients}
      spec:
        identities: ["*", null, {name: web}]
      #                   ^^^^ error resource-type-wrong: must be a string, not null
      #                         ^^^^^^^^^^^ error resource-type-wrong: must be a string, not an object
    `);
  });

  it('marks the whole spec', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web}
      spec: port 80
      #     ^^^^^^^ error resource-type-wrong: spec must be an object, not a string
    `);
  });

  it('removes the quotes of a number', () => {
    const budget = (ratio: string) =>
      `apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata: {name: books.shop.svc.cluster.local}\nspec:\n  routes: []\n  retryBudget: {retryRatio: ${ratio}, minRetriesPerSecond: 5, ttl: 10s}\n`;
    checkFix(budget('"0.2"'), 'Remove the quotes', budget('0.2'));
    checkFix(budget('"a fifth"'), rule.id, undefined);
  });

  it('leaves only the list of ports of a ServiceProfile to service-profile-rejected', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: web.shop.svc.cluster.local, namespace: shop}
      spec:
        routes: {}
      # ^^^^^^ error resource-type-wrong: spec.routes must be a list of objects, not an object
    `);
  });

  it.each([
    ['isRetryable: 5', 'true or false, not a number'],
    ['isRetryable: []', 'true or false, not a list'],
    ['isRetryable: {a: b}', 'true or false, not an object'],
    ['responseClasses: [null]', 'an object, not null'],
    ['timeout: true', 'a string, not true or false'],
    ['responseClasses: 5', 'a list of objects, not a number'],
    ['responseClasses: [x]', 'an object, not a string'],
  ])('says what %s should be', (line, message) => {
    const found = lint(profile(line)).filter(({ rule: id }) => id === rule.id);
    expect(found.map((finding) => finding.message)).toEqual([expect.stringContaining(`must be ${message}`)]);
  });

  it.each([
    ['port: "0"', 'port: 0'],
    ['port: "08"', undefined],
    ['port: "80a"', undefined],
    ['port: &port "80"', undefined],
    ["port: '65535'", 'port: 65535'],
    ['port: "8080-8090"', undefined],
    ['port: "true"', undefined],
    ['port: null', undefined],
  ])('a port of an ExternalWorkload, %s, becomes %s', (before, after) => {
    const workload = (port: string) =>
      `apiVersion: workload.linkerd.io/v1beta1\nkind: ExternalWorkload\nmetadata: {name: vm}\nspec:\n  meshTLS: {identity: vm, serverName: vm}\n  ports:\n    - ${port}\n`;
    checkFix(workload(before), rule.id, after && workload(after));
  });
});
