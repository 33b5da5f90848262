import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/service-profile-rejected.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('reads the name', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: web_1.shop.svc.cluster.local}
      #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error service-profile-rejected: not a host name
      spec: {}
      ---
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: Web.example.com}
      #                ^^^^^^^^^^^^^^^ error service-profile-rejected
      spec: {}
      ---
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: "$(host).shop.svc.cluster.local"}
      spec: {}
    `);
  });

  it('reads names, durations and the retry budget', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec:
        opaquePorts: ["3306"]
      # ^^^^^^^^^^^ error service-profile-rejected: config.linkerd.io/opaque-ports
        retryBudget:
          retryRatio: -0.2
      #               ^^^^ error service-profile-rejected: retryRatio cannot be negative
          minRetriesPerSecond: -1
      #                        ^^ error service-profile-rejected: minRetriesPerSecond
          ttl: ""
      #        ^^ error service-profile-rejected: needs a ttl
        routes:
          - name: ""
      #           ^^ error service-profile-rejected: needs a name
            condition: {method: GET}
            timeout: "5"
      #              ^^^ error service-profile-rejected: not a duration
          - {name: a, condition: {method: GET}, timeout: 1d}
      #                                                  ^^ error service-profile-rejected: not a duration
          - {name: b, condition: {method: GET}, timeout: 1.5h}
    `);
  });

  it('reads conditions at any depth', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec:
        routes:
          - name: a
            condition: {}
      #     ^^^^^^^^^ error service-profile-rejected: Use one of all, any, not, method, pathRegex
          - name: b
            condition:
              not: {method: GET}
      #       ^^^ error service-profile-rejected: Write not inside all
          - name: c
            condition:
              any:
                - {}
      #           ^^ error service-profile-rejected: empty
                - all: [{not: {}}]
      #                  ^^^ error service-profile-rejected: empty
                - {method: ""}
      #           ^^^^^^^^^^^^ error service-profile-rejected: empty
            responseClasses:
              - condition: {status: {min: 99, max: 600}}
      #                                   ^^ error service-profile-rejected: from 100 to 599
      #                                            ^^^ error service-profile-rejected: from 100 to 599
              - condition: {any: [{status: {min: 500, max: 499}}]}
      #                                                    ^^^ error service-profile-rejected: less than min (500)
              - condition: {status: {min: 500}}
    `);
  });

  it('is silent about what is templated, empty or misspelt', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec:
        opaquePorts:
        routes:
          - name: "{{ .Values.name }}"
            timeout: {{ .Values.timeout }}
            condition:
              {{- toYaml .Values.condition | nindent 8 }}
          - name: b
            timeout: 25
            condition: {methd: ""}
            responseClasses:
              - condition: {status: {min: {{ .Values.min }}, max: 100}}
    `);
  });

  it.each([
    'opaquePorts: ~',
    'retryBudget: {ttl: ~}',
    'retryBudget: {ttl: "{{ .Values.ttl }}"}',
    'retryBudget: {ttl: 10s}',
    'retryBudget: {retryRatio: 0, minRetriesPerSecond: 0}',
    'retryBudget: {retryRatio: "-1"}',
    'retryBudget: 5',
    'retryBudget: {minRetriesPerSecond: "{{ .Values.retries }}"}',
    'routes: [{name: ~, condition: {method: GET}, timeout: ""}]',
    'routes: [{name: , condition: {method: GET}}]',
    'retryBudget: {ttl: }',
    'routes: [{condition: {method: GET}, timeout: -5s}]',
  ])('takes %s, or leaves it to the schema', (spec) => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec: {${spec}}
    `);
  });

  it('marks a ttl that is not a duration', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec: {retryBudget: {ttl: "10"}}
      #                         ^^^^ error service-profile-rejected: “10” is not a duration
    `);
  });

  it.each(['$HOST', '<host>', '{{host}}', '""', '~'])(
    'takes the name %s, which another tool completes',
    (name) => {
      check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata:
        name: ${name}
      spec: {}
    `);
    },
  );

  it.each([
    '{status: {min: 100, max: 599}}',
    '{status: {min: 500, max: 500}}',
    '{status: {min: 0, max: 599}}',
    '{status: {min: 500, max: 0}}',
    '{status: {min: "99"}}',
    '{status: {min: 99.5}}',
    '{not: {status: {max: 499}}}',
    '{all: [{status: {min: 500}}]}',
  ])('takes the response %s', (condition) => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec: {routes: [{name: a, condition: {method: GET}, responseClasses: [{condition: ${condition}}]}]}
    `);
  });

  it('marks empty responses, at any depth', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec:
        routes:
          - name: a
            condition: {method: GET, pathRegex: ""}
            responseClasses:
              - condition: {}
      #         ^^^^^^^^^ error service-profile-rejected: Use one of all, any, not, status
              - condition: {not: {status: {min: 600}}}
      #                                         ^^^ error service-profile-rejected: from 100 to 599
              - condition: {not: {}}
      #                     ^^^ error service-profile-rejected: empty
          - name: b
            condition: {all: [{pathRegex: ""}, {pathRegex: "/b"}, {pathRegex: }]}
      #                       ^^^^^^^^^^^^^^^ error service-profile-rejected: empty
    `);
  });
});
