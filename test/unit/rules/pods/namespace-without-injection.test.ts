import { it } from 'vitest';
import rule from '../../../../server/src/rules/pods/namespace-without-injection.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks injection in kube-system and cert-manager', () => {
    check(`
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent, namespace: kube-system}
      spec: {template: {metadata: {annotations: {linkerd.io/inject: ingress}}}}
      #                                                             ^^^^^^^ warning namespace-without-injection: not called for pods in kube-system
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: cert-manager, annotations: {linkerd.io/inject: enabled}}
      #                                                               ^^^^^^^ warning namespace-without-injection
    `);
  });

  it('marks values of charts that are installed there', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: certs, namespace: cert-manager}
      spec: {values: {webhook: {podAnnotations: {linkerd.io/inject: enabled}}}}
      #                                                             ^^^^^^^ warning namespace-without-injection: not called for pods in cert-manager
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: certs, namespace: argocd}
      spec:
        destination: {namespace: cert-manager}
        source: {helm: {valuesObject: {podAnnotations: {linkerd.io/inject: enabled}}}}
      #                                                                    ^^^^^^^ warning namespace-without-injection
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: certs, namespace: cert-manager}
      spec: {targetNamespace: shop, values: {podAnnotations: {linkerd.io/inject: enabled}}}
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: certs, namespace: cert-manager}
      spec: {source: {helm: {valuesObject: {podAnnotations: {linkerd.io/inject: enabled}}}}}
    `);
  });

  it('is silent elsewhere, where it says disabled, and where a template decides', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata: {name: a, namespace: shop, annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: b, namespace: kube-system, annotations: {linkerd.io/inject: disabled}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: c, namespace: "{{ .Release.Namespace }}", annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: d, namespace: kube-system, annotations: {linkerd.io/inject: enabled}}
    `);
  });

  it('takes the target namespace of a release, and no other release’s', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: web, namespace: shop}
      spec: {values: {podAnnotations: {linkerd.io/inject: enabled}}}
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: certs, namespace: shop}
      spec: {targetNamespace: cert-manager, values: {podAnnotations: {linkerd.io/inject: enabled}}}
      #                                                                                  ^^^^^^^ warning namespace-without-injection: cert-manager
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: certs, namespace: cert-manager}
      spec: {targetNamespace: "{{ .Values.namespace }}", values: {podAnnotations: {linkerd.io/inject: enabled}}}
      ---
      apiVersion: example.com/v2
      kind: HelmRelease
      metadata: {name: certs, namespace: cert-manager}
      spec: {values: {podAnnotations: {linkerd.io/inject: enabled}}}
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmChart
      metadata: {name: certs, namespace: cert-manager}
      spec: {values: {podAnnotations: {linkerd.io/inject: enabled}}}
    `);
    check('podAnnotations: {linkerd.io/inject: enabled}\n');
  });

  it('is silent about other annotations and values, and about a template’s', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata: {name: kube-system, annotations: {linkerd.io/inject: disabled, config.linkerd.io/proxy-log-level: enabled}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: kube-system, annotations: {linkerd.io/inject: "{{ .Values.inject }}"}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: "{{ .Values.name }}", annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: example.com/v1
      kind: Application
      metadata: {name: a, namespace: kube-system}
      spec: {destination: {namespace: kube-system}, source: {helm: {valuesObject: {podAnnotations: {linkerd.io/inject: enabled}}}}}
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      metadata: {name: a, namespace: kube-system}
      spec: {destination: {namespace: kube-system}, source: {helm: {valuesObject: {podAnnotations: {linkerd.io/inject: enabled}}}}}
    `);
  });

  it('finds the release around the values among others', () => {
    check(`
      kind: List
      apiVersion: v1
      items:
        - apiVersion: helm.toolkit.fluxcd.io/v2
          kind: HelmRelease
          metadata: {name: certs, namespace: cert-manager}
          spec: {values: {podAnnotations: {linkerd.io/inject: enabled}}}
      #                                                       ^^^^^^^ warning namespace-without-injection: cert-manager
        - apiVersion: helm.toolkit.fluxcd.io/v2
          kind: HelmRelease
          metadata: {name: web, namespace: shop}
          spec: {values: {podAnnotations: {linkerd.io/inject: enabled, config.linkerd.io/proxy-log-level: enabled}}}
    `);
  });
});
