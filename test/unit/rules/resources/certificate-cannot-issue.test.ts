import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/certificate-cannot-issue.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks a certificate that is not an authority, or has another key', () => {
    check(`
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
      #             ^^^^^^^^^^^^^^^^^^^^^^^ error certificate-cannot-issue: is not a CA
      #             ^^^^^^^^^^^^^^^^^^^^^^^ error certificate-cannot-issue: with RSA, cert-manager’s default
        issuerRef: {name: anchor}
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
        isCA: false
      #       ^^^^^ error certificate-cannot-issue: is not a CA
        privateKey: {algorithm: Ed25519}
      #                         ^^^^^^^ error certificate-cannot-issue: certificates with Ed25519
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
        isCA: true
        privateKey: {algorithm: ECDSA, size: 384}
      #                                      ^^^ warning certificate-cannot-issue: linkerd check
    `);
  });

  it('is silent about a patch, other kinds and other groups', () => {
    check(`
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        isCA: false
      ---
      apiVersion: cert-manager.io/v1
      kind: Issuer
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
      ---
      apiVersion: networking.example.com/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
    `);
  });

  it('is silent about a fit one, other Secrets, and what a template decides', () => {
    check(`
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
        isCA: true
        privateKey: {algorithm: ECDSA, size: 256}
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: linkerd-policy-validator}
      spec: {secretName: linkerd-policy-validator-k8s-tls, issuerRef: {name: webhooks}}
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
        isCA: {{ .Values.ca }}
        privateKey: {{ toYaml .Values.key | nindent 4 }}
    `);
  });

  const certificate = (spec: string) => `
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec: {secretName: linkerd-identity-issuer, issuerRef: {name: anchor}, ${spec}}
  `;

  it.each([
    'isCA: "{{ .Values.ca }}", privateKey: {algorithm: ECDSA}',
    'isCA: true, privateKey: {algorithm: "{{ .Values.algorithm }}"}',
    'isCA: true, privateKey: {algorithm: ECDSA, size: "{{ .Values.size }}"}',
    'isCA: true, privateKey: "{{ .Values.key }}"',
    'isCA: true, privateKey: {algorithm: "{{ .Values.algorithm }}", size: 384}',
  ])('is silent about %s', (spec) => {
    check(certificate(spec));
    check(certificate('isCA: false').replace('linkerd-identity-issuer', '"{{ .Values.secret }}"'));
  });

  it('marks a key of the default algorithm, and RSA', () => {
    check(`
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
        isCA: true
        privateKey: {size: 4096}
      #             ^^^^^^^^^^^^ error certificate-cannot-issue: certificates with RSA, cert-manager’s default
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
        isCA: true
        privateKey: {algorithm: RSA, size: 384}
      #                         ^^^ error certificate-cannot-issue: certificates with RSA. Set
    `);
  });

  it('is silent where a template may say more, and in a patch with an issuer', () => {
    check(`
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: issuer}
      spec:
        secretName: linkerd-identity-issuer
        issuerRef: {name: anchor}
        {{- toYaml .Values.certificate | nindent 2 }}
      ---
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - patch: |
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata: {name: issuer}
            spec: {secretName: linkerd-identity-issuer, issuerRef: {name: anchor}}
    `);
  });
});
