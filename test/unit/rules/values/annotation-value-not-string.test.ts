import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../server/src/linkerd/catalogue/catalogue.ts';
import rule from '../../../../server/src/rules/values/annotation-value-not-string.ts';
import { applyEdits } from '../../../../server/src/text/edit.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, lint, PROXY_INIT, UNKNOWN } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks numbers, booleans and collections, in every environment', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT, UNKNOWN]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/proxy-cpu-limit: 1.5 # cores
        #                                      ^^^ error annotation-value-not-string safe: Annotation values must be strings
            config.linkerd.io/enable-debug-sidecar: true
        #                                           ^^^^ error annotation-value-not-string safe: true is a boolean
            config.linkerd.io/proxy-await: yes
        #                                  ^^^ error annotation-value-not-string suggestion: yes is a boolean: the API server rejects the whole object. Write "enabled": Linkerd does not accept "yes" in quotes either
            config.linkerd.io/skip-outbound-ports: [4190, 4191]
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-value-not-string: this is a list or a mapping
            config.linkerd.io/admin-port: !!int "4191"
        #                                       ^^^^^^ error annotation-value-not-string: a number
            linkerd.io/inject: enabled
            config.linkerd.io/proxy-log-level: 'off'
            config.linkerd.io/control-port: !!str 4190
            config.linkerd.io/proxy-image:
        `,
        settings,
      );
    }
  });

  it('knows what kustomize quotes', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: 25
      #                                   ^^ error annotation-value-not-string safe: only kustomize adds quotes
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        annotations:
          linkerd.io/inject: on
      #                      ^^ error annotation-value-not-string suggestion: kubectl and Helm fail on the whole object, and only kustomize adds quotes. Write "enabled"
      ---
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      commonAnnotations:
        linkerd.io/inject: on
      #                    ^^ error annotation-value-not-string suggestion: on is a boolean: kustomize build fails
      patches:
        - patch: |
            apiVersion: v1
            kind: Service
            metadata:
              name: mail
              annotations:
                config.linkerd.io/opaque-ports: 25
        - target: {kind: Namespace}
          patch: |
            - op: add
              path: /metadata/annotations/config.linkerd.io~1opaque-ports
              value: 25
        - target: {kind: Deployment}
          patch: |
            - op: add
              path: /spec/template/metadata/annotations/config.linkerd.io~1opaque-ports
              value: 25
      #              ^^ error annotation-value-not-string safe: the API server rejects
    `);
  });

  it('does not rely on kustomize for annotations in other places', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - patch: |
            apiVersion: example.com/v1
            kind: Database
            metadata: {name: orders}
            spec:
              annotations:
                config.linkerd.io/proxy-cpu-limit: 2
      #                                            ^ error annotation-value-not-string safe: the API server rejects the whole object
    `);
  });

  it('offers no fix for a value that depends on more than its quotes', () => {
    checkFix(
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/admin-port: 70000}}\n',
      rule.id,
      undefined,
    );
    checkFix(
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/admin-port: !!int "4191"}}\n',
      rule.id,
      undefined,
    );
    checkFix(
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/opaque-ports: [25]}}\n',
      rule.id,
      undefined,
    );
  });

  it('quotes', () => {
    checkFix(
      `
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: &port 25 # mail
      `,
      'Quote the value',
      `
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: &port "25" # mail
      `,
    );
  });

  it('says which word is meant where quotes would not be enough, and writes it', () => {
    checkFix(
      `
      kind: Namespace
      metadata:
        annotations:
          linkerd.io/inject: true # mesh
      `,
      'Change to "enabled"',
      `
      kind: Namespace
      metadata:
        annotations:
          linkerd.io/inject: "enabled" # mesh
      `,
    );
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/admin-port: 70000
      #                                 ^^^^^ error annotation-value-not-string: Quotes alone do not help
          config.linkerd.io/skip-inbound-ports: 70000
      #                                         ^^^^^ error annotation-value-not-string: Quotes alone do not help
    `);
  });

  describe('one mistake is one finding, and one fix is enough', () => {
    const VALUES = ['true', 'no', 'Y', '0', '1', '30', '4190', '70000', '-1', '0x50', '1.5', '1_000', '.inf'];
    /** Rules about what a value says, which a value of the wrong type does not say to Linkerd. */
    const ABOUT_TEXT =
      /^(?:invalid-|uninjectable-value|skip-ports-(?:no-valid|invalid)-token|duration-|retry-)/;

    it.each(
      CATALOGUE.filter(({ kind, isPrefix }) => kind === 'annotation' && !isPrefix).map(({ key }) => key),
    )('%s', (key) => {
      for (const value of VALUES) {
        for (const kind of ['Pod', 'Namespace', 'Service']) {
          const text = `apiVersion: v1\nkind: ${kind}\nmetadata:\n  annotations:\n    ${key}: ${value}\n`;
          const found = lint(text);
          expect(found.filter(({ rule: id }) => id === rule.id)).toHaveLength(1);
          expect(found.filter(({ rule: id }) => ABOUT_TEXT.test(id))).toEqual([]);
          const fix = found.find(({ rule: id }) => id === rule.id)?.fixes[0];
          if (!fix) continue;
          const left = lint(applyEdits(text, fix.edits));
          expect(left.filter(({ rule: id }) => id === rule.id || id.startsWith('invalid-'))).toEqual([]);
        }
      }
    });
  });

  it('is silent about templates and about fragments, which may be quoted on their way', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-cpu-limit: {{ .Values.cpu }}
          config.linkerd.io/proxy-memory-limit: 1{{ .Values.unit }}
      ---
      podAnnotations:
        config.linkerd.io/enable-debug-sidecar: true
    `);
  });

  it('knows what nobody quotes: pods, pod templates and lists', () => {
    check(`
      kind: Deployment
      apiVersion: apps/v1
      metadata:
        annotations:
          config.linkerd.io/proxy-cpu-limit: 2
      #                                      ^ error annotation-value-not-string safe: kubectl and Helm fail on the whole object
      spec:
        template:
          metadata:
            annotations:
              config.linkerd.io/proxy-cpu-limit: 2
      #                                          ^ error annotation-value-not-string safe: the API server rejects the whole object
      ---
      kind: Pod
      apiVersion: v1
      metadata:
        annotations:
          config.linkerd.io/proxy-cpu-limit: 2
      #                                      ^ error annotation-value-not-string safe: the API server rejects the whole object
      ---
      kind: Kustomization
      apiVersion: kustomize.config.k8s.io/v1beta1
      patches:
        - patch: |
            apiVersion: v1
            kind: Service
            metadata:
              name: mail
              annotations:
                config.linkerd.io/opaque-ports: [25]
      #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-value-not-string: this is a list or a mapping
    `);
  });
});
