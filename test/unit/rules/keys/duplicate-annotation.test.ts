import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/duplicate-annotation.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
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
