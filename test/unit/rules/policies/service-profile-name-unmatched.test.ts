import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/service-profile-name-unmatched.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks a name without a dot', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata:
        name: web
      #       ^^^ warning service-profile-name-unmatched: Write web.shop.svc.cluster.local
        namespace: shop
      spec: {routes: []}
      ---
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: web}
      #                ^^^ warning service-profile-name-unmatched: Write web.<namespace>.svc.cluster.local
      spec: {routes: []}
    `);
  });

  it('marks a name that ends at its own namespace or at svc', () => {
    for (const name of ['web.shop', 'web.shop.svc', 'web.api.svc'])
      check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata:
        namespace: shop
        name: ${name}
      #       ${'^'.repeat(name.length)} warning service-profile-name-unmatched: Write ${name.replace(/\.svc$/, '')}.svc.cluster.local
      spec: {routes: []}
      `);
  });

  it('is silent about full names, other hosts and templates', () => {
    for (const name of [
      'web.shop.svc.cluster.local',
      'api.example.com',
      '"{{ .Release.Name }}"',
      '$NAME',
      'Web',
    ])
      check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: ${name}}
      spec: {routes: []}
      `);
  });

  it('is silent about names in a namespace that is not known, in patches, and without a name', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: web.shop, namespace: "{{ .Release.Namespace }}"}
      spec: {routes: []}
      ---
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {namespace: shop}
      spec: {routes: []}
      ---
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - patch: |
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata: {name: web}
            spec: {routes: []}
    `);
  });
});
