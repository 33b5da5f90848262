import { it } from 'vitest';
import rule from '../../../../server/src/rules/placement/label-as-annotation.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('moves a selector’s key to where selectors look', () => {
    checkFix(
      `
      kind: Service
      metadata:
        annotations:
          mirror.linkerd.io/exported: "true"
          a: b
        labels:
          app: web
      `,
      'Move to labels',
      `
      kind: Service
      metadata:
        annotations:
          a: b
        labels:
          app: web
          mirror.linkerd.io/exported: "true"
      `,
    );
  });

  it('is silent where the label is there too, and about keys that are both', () => {
    check(`
      kind: Service
      metadata:
        labels: {mirror.linkerd.io/exported: "true"}
        annotations:
          mirror.linkerd.io/exported: "true"
          multicluster.linkerd.io/remote-discovery: web@west
    `);
  });

  it('has a fix only on a Service', () => {
    check(`
      kind: Service
      metadata:
        annotations:
          mirror.linkerd.io/exported: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning label-as-annotation suggestion
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        annotations:
          mirror.linkerd.io/exported: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning label-as-annotation: Move it to labels
    `);
  });

  it('is silent about keys that neither are labels nor belong to Linkerd', () => {
    check(`
      kind: Service
      metadata: {annotations: {config.linkerd.io/opaque-ports: "25", example.com/a: b, linkerd.io/unknown: c}}
    `);
  });

  it('adds the labels if there are none, and moves no value that a template writes', () => {
    const service = (metadata: string) => `kind: Service\nmetadata: {${metadata}}\n`;
    checkFix(
      service('name: web, annotations: {mirror.linkerd.io/exported: "true"}'),
      'Move to labels',
      service('name: web, "labels": {"mirror.linkerd.io/exported": "true"}'),
    );
    checkFix(
      service('name: web, annotations: {mirror.linkerd.io/exported: "{{ .Values.exported }}"}'),
      rule.id,
      undefined,
    );
  });

  it('marks it on other kinds too, where a move would not help', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          mirror.linkerd.io/exported: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning label-as-annotation: Move it to labels
      ---
      serviceAnnotations:
        mirror.linkerd.io/exported: "true"
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning label-as-annotation
      ---
      kind: Service
      metadata: {annotations: {mirror.linkerd.io/exported: null, linkerd.io/inject: enabled}}
    `);
  });
});
