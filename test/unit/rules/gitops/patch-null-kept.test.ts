import { it } from 'vitest';
import rule from '../../../../server/src/rules/gitops/patch-null-kept.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks null in own metadata of a patch with a target', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - target: {kind: Namespace}
          patch: |
            apiVersion: v1
            kind: Namespace
            metadata:
              name: any
              annotations:
                config.linkerd.io/proxy-log-level: null
      #                                            ^^^^ warning patch-null-kept: but sets it to "null"
        - target: {kind: Deployment}
          patch: |
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: any
              annotations: {linkerd.io/inject: ~}
      #                                        ^ warning patch-null-kept: but sets it to "~"
            spec: {template: {metadata: {annotations: {linkerd.io/inject: ~}}}}
    `);
  });

  it('marks null in each spelling, but no string, and none of an operation', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - target: {kind: Service}
          patch: |
            apiVersion: v1
            kind: Service
            metadata:
              name: any
              annotations:
                config.linkerd.io/opaque-ports: NULL
      #                                         ^^^^ warning patch-null-kept: but sets it to "NULL"
                config.linkerd.io/proxy-protocol:
      #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning patch-null-kept: but sets it to ""
                balancer.linkerd.io/failure-accrual: consecutive
                linkerd.io/inject: "null"
                multicluster.linkerd.io/created-by: &none null
      #                                                   ^^^^ warning patch-null-kept
                multicluster.linkerd.io/remote-resource-version: *none
      #                                                          ^^^^^ warning patch-null-kept: but sets it to "null"
        - target: {kind: Deployment}
          patch: |
            - op: add
              path: /metadata/annotations/linkerd.io~1inject
              value: null
    `);
  });

  it('is silent where the annotations are an alias', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - target: {kind: Service}
          patch: |
            apiVersion: v1
            kind: Service
            metadata:
              name: any
              labels: &all {linkerd.io/inject: null}
              annotations: *all
    `);
  });

  it('is silent without a target and outside of patches', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - patch: |
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
              annotations: {config.linkerd.io/proxy-log-level: null}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, annotations: {config.linkerd.io/proxy-log-level: null}}
    `);
  });
});
