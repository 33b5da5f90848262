import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/keys/duplicate-annotation.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { lint } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('works in block and flow style, for labels too, and not across branches', () => {
    check(`
      kind: Namespace
      metadata:
        labels: {linkerd.io/extension: a, linkerd.io/extension: b}
      #                                   ^^^^^^^^^^^^^^^^^^^^ warning duplicate-annotation suggestion
        annotations:
          {{- if .Values.a }}
          linkerd.io/inject: enabled
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning duplicate-annotation safe
          {{- else }}
          linkerd.io/inject: disabled
          {{- end }}
    `);
  });

  it('says what kustomize does at each depth', () => {
    check(`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        annotations:
          linkerd.io/inject: enabled
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning duplicate-annotation safe: kubectl, Helm and kustomize use the last one
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: enabled
              linkerd.io/inject: enabled
      #       ^^^^^^^^^^^^^^^^^ warning duplicate-annotation safe: and kustomize fails
    `);
  });

  it('says that kustomize fails for labels', () => {
    check(`
      kind: Namespace
      metadata:
        labels: {linkerd.io/extension: a, linkerd.io/extension: b}
      #                                   ^^^^^^^^^^^^^^^^^^^^ warning duplicate-annotation suggestion: and kustomize fails
    `);
  });

  it('says that kustomize takes the last one of its own mappings', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      commonAnnotations:
        linkerd.io/inject: enabled
        linkerd.io/inject: disabled
      # ^^^^^^^^^^^^^^^^^ warning duplicate-annotation suggestion: kubectl, Helm and kustomize use the last one
      labels:
        - pairs: {linkerd.io/extension: a, linkerd.io/extension: b}
      #                                    ^^^^^^^^^^^^^^^^^^^^ warning duplicate-annotation suggestion: kustomize use the last one
    `);
  });

  it('says of a patch that it depends on what is patched', () => {
    check(`
      kind: Kustomization
      patches:
        - patch: |-
            apiVersion: v1
            kind: Namespace
            metadata:
              name: web
              annotations:
                linkerd.io/inject: enabled
                linkerd.io/inject: disabled
      #         ^^^^^^^^^^^^^^^^^ warning duplicate-annotation: or whether kustomize fails, depends on the patched object
    `);
  });

  it('is not fixed if something else follows on the line', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          linkerd.io/inject: enabled
          linkerd.io/inject: "enabled" {{- /* over
      #   ^^^^^^^^^^^^^^^^^ warning duplicate-annotation
          linkerd.io/inject: "enabled" {{- /* over
    `);
  });

  it.each([
    ['the same text in other quotes', 'linkerd.io/inject: enabled', 'linkerd.io/inject: "enabled"', 'safe'],
    ['another value', 'linkerd.io/inject: enabled', 'linkerd.io/inject: disabled', 'suggestion'],
    [
      'a number and its text',
      'config.linkerd.io/proxy-cpu-limit: "1"',
      'config.linkerd.io/proxy-cpu-limit: 1',
      'suggestion',
    ],
    [
      'two lists',
      'config.linkerd.io/opaque-ports: [25]',
      'config.linkerd.io/opaque-ports: [25]',
      'suggestion',
    ],
    [
      'two templated values',
      'linkerd.io/inject: {{ .Values.a }}',
      'linkerd.io/inject: {{ .Values.a }}',
      'suggestion',
    ],
  ])('removes the second entry only if both are the same text: %s', (_name, first, second, safety) => {
    const key = second.replace(/:.*/, '');
    const [before, after] = ['kind: Namespace\nmetadata:\n  annotations:\n    a: b\n', '    c: d\n'];
    check(`
      kind: Namespace
      metadata:
        annotations:
          ${first}
          ${second}
      #   ${'^'.repeat(key.length)} warning duplicate-annotation ${safety}
    `);
    checkFix(
      `${before}    ${first}\n    ${second}\n${after}`,
      rule.id,
      `${before}    ${safety === 'safe' ? first : second}\n${after}`,
    );
  });

  it('marks each repetition, and shows the entry before it', () => {
    const text =
      'kind: Namespace\nmetadata: {annotations: {linkerd.io/inject: a, linkerd.io/inject: b, linkerd.io/inject: c}}\n';
    const found = lint(text).filter((finding) => finding.rule === rule.id);
    const places = found.map(({ range, related }) => [
      range.start,
      related?.map((other) => other.range.start),
    ]);
    const [first = 0, second = 0, third = 0] = [...text.matchAll(/linkerd\.io/g)].map(({ index }) => index);
    expect(places).toEqual([
      [second, [first]],
      [third, [second]],
    ]);
  });

  it('is silent about the same key in two mappings, as an annotation and a label, and in a merged mapping', () => {
    check(`
      kind: Deployment
      more: &more {linkerd.io/inject: disabled}
      metadata:
        labels: {linkerd.io/inject: enabled}
        annotations: {linkerd.io/inject: enabled}
      spec: {template: {metadata: {annotations: {<<: *more, linkerd.io/inject: enabled}}}}
    `);
  });

  it('is silent about keys that a template makes', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          linkerd.io/{{ .Values.key }}: enabled
          linkerd.io/{{ .Values.key }}: enabled
          linkerd.io/inject: enabled
    `);
  });

  it('marks those of a pod without a proxy too', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: disabled
          config.linkerd.io/proxy-log-level: info
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint annotation-unread
          config.linkerd.io/proxy-log-level: info
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning duplicate-annotation safe
    `);
  });

  it.each(['|', '|-'])('removes the same value in a patch in a %s scalar, but no other one', (style) => {
    const patch = (...values: readonly string[]) =>
      `kind: Kustomization\npatches:\n  - patch: ${style}\n      apiVersion: v1\n      kind: Namespace\n      metadata:\n        name: web\n        annotations:\n${values.map((value) => `          linkerd.io/inject: ${value}\n`).join('')}    target: {kind: Namespace}\n`;
    checkFix(patch('enabled', 'enabled'), 'Remove the duplicate', patch('enabled'));
    checkFix(patch('enabled', 'disabled'), rule.id, undefined);
  });

  it('is missing if an anchor is used twice', () => {
    check(`
      kind: List
      items:
        - kind: Namespace
          metadata: &shared {annotations: {linkerd.io/inject: enabled}}
        - kind: Namespace
          metadata: *shared
    `);
  });
});
