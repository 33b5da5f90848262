import { it } from 'vitest';
import rule from '../../../../server/src/rules/ports/opaque-drops-defaults.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { PROXY_INIT } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  const pod = (annotations: string, ports: string) =>
    `kind: Pod\nmetadata: {annotations: {${annotations}}}\nspec: {containers: [{name: a, ports: [${ports}]}]}\n`;

  it('counts what a container names and no list mentions', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "9104"
      #                                   ^^^^^^ information opaque-drops-defaults suggestion: 3306,5432
      spec:
        containers: [{name: a, ports: [{containerPort: 5432}, {containerPort: 3306}, {containerPort: 80}]}]
      `,
      PROXY_INIT,
    );
  });

  it('is silent where it is mentioned, skipped, meant, or not known', () => {
    for (const [annotations, ports] of [
      ['config.linkerd.io/opaque-ports: "3306"', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: "3000-4000"', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: ""', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: "80{{ .x }}"', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: "80,$PORTS"', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: "80"', '{containerPort: "{{ .x }}"}'],
      ['config.linkerd.io/opaque-ports: "80"', '{containerPort: 25, protocol: UDP}'],
      [
        'config.linkerd.io/opaque-ports: "80", config.linkerd.io/skip-inbound-ports: "3306"',
        '{containerPort: 3306}',
      ],
    ] as const)
      check(pod(annotations, ports), PROXY_INIT);
  });

  it('has no fix where the annotation is written elsewhere', () => {
    check(
      `
      kind: List
      shared: &shared {config.linkerd.io/opaque-ports: "9104"}
      items:
        - kind: Pod
          metadata:
            annotations: *shared
      #                  ^^^^^^^ information opaque-drops-defaults: 3306
          spec: {containers: [{name: a, ports: [{containerPort: 3306}]}]}
      `,
      PROXY_INIT,
    );
  });

  it.each([
    ['config.linkerd.io/opaque-ports: "db"', '{name: db, containerPort: 3306}'],
    ['config.linkerd.io/opaque-ports: " db,80"', '{name: db, containerPort: 3306}'],
    ['config.linkerd.io/opaque-ports: null', '{containerPort: 3306}'],
    [
      'config.linkerd.io/opaque-ports: "80", config.linkerd.io/skip-inbound-ports: "{{ .Values.skip }}"',
      '{containerPort: 3306}',
    ],
    ['config.linkerd.io/skip-inbound-ports: "80"', '{containerPort: 3306}'],
  ])('is silent about {%s} beside %s', (annotations, ports) => {
    check(pod(annotations, ports), PROXY_INIT);
  });

  it('marks a port without a name, and one of the second container', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports:
          config.linkerd.io/opaque-ports: "web,80,"
      #                                   ^^^^^^^^^ information opaque-drops-defaults suggestion: leaves out 3306,5432
      spec:
        containers:
          - {name: web, ports: [{containerPort: 8080, name: web}, {containerPort: 5432, name: postgres}]}
          - {name: db, ports: [{containerPort: 3306}]}
      `,
      PROXY_INIT,
    );
  });

  it('is silent about lists of Namespaces, Services and values, which say nothing of containers', () => {
    check(
      `
      kind: Namespace
      metadata: {annotations: {config.linkerd.io/opaque-ports: "80"}}
      spec: {containers: [{name: a, ports: [{containerPort: 3306}]}]}
      ---
      podAnnotations: {config.linkerd.io/opaque-ports: "80"}
      containers: [{name: a, ports: [{containerPort: 3306}]}]
      `,
      PROXY_INIT,
    );
  });
});
