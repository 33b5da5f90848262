import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/annotation-removed.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('reports what is long gone, and with a known version what is gone by then', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/disable-tap: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-removed suggestion: 2.10
          config.linkerd.io/trace-collector: collector:55678
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information annotation-removed: 2.19 and newer ignore
    `);
    check(
      'kind: Pod\nmetadata:\n  annotations: {config.linkerd.io/trace-collector: "collector:55678"}\n',
      settingsOf({ linkerd: '2.18' }),
    );
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/trace-collector: collector:55678
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-removed: 2.19
      `,
      settingsOf({ linkerd: '2.20' }),
    );
  });

  it('leaves the record of an injected pod alone', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          linkerd.io/created-by: linkerd/proxy-injector stable-2.11.0
          linkerd.io/identity-mode: default
    `);
  });

  it.each([
    ['debug: "true"', 'enable-debug-sidecar: "true"'],
    ['metrics-port: "4191"', 'admin-port: "4191"'],
  ])('renames %s to %s', (before, after) => {
    const pod = (annotation: string) => `podAnnotations:\n  config.linkerd.io/${annotation}\n`;
    checkFix(pod(before), 'annotation-removed', pod(after), settingsOf({ linkerd: '2.18' }));
  });

  it('names what replaces it, and renames only what means the same under the new name', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/disable-identity: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-removed: since 2.12, so it has no effect. Remove it
          config.linkerd.io/disable-external-profiles: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-removed: since 2.3, so it has no effect. Use config.linkerd.io/enable-external-profiles instead
          config.linkerd.io/init-image: registry/init
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information annotation-removed: Linkerd 2.20 and newer ignore this annotation. Use config.linkerd.io/proxy-image instead
          jaeger.linkerd.io/tracing-enabled: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information annotation-removed: Linkerd 2.19 and newer ignore this annotation.
    `);
    const pod = (annotation: string) => `podAnnotations:\n  ${annotation}: "true"\n`;
    checkFix(pod('config.linkerd.io/disable-tap'), rule.id, pod('viz.linkerd.io/disable-tap'));
  });

  it('is silent about what a patch removes, what is still read, and what the injector wrote', () => {
    check(`
      podAnnotations:
        config.linkerd.io/disable-tap: null
        config.linkerd.io/skip-inbound-ports: "80"
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/proxy-version: stable-2.9.0, config.linkerd.io/disable-tap: "true"}}
    `);
  });
});
