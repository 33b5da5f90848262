import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/annotation-unknown-key.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('names what was meant: by spelling, by prefix, by habit', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-oubound-ports: "443"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key suggestion: skip-outbound-ports
          linkerd.io/opaque-ports: "3306"
      #   ^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key suggestion: config.linkerd.io/opaque-ports
          config.linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key suggestion: linkerd.io/inject
          conifg.linkerd.io/proxy-await: enabled
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key suggestion: config.linkerd.io/proxy-await
          Config.linkerd.io/proxy-await: enabled
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key suggestion: config.linkerd.io/proxy-await
          config.linkerd.io/entirely-unheard-of: "1"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key: Remove it
    `);
  });

  it('marks a prefix in capitals where nothing else names Linkerd', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          Linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning annotation-unknown-key suggestion: Did you mean linkerd.io/inject?
    `);
  });

  it('offers no new name that is there already, or for an entry that is not certain', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          linkerd.io/opaque-ports: "25"
      #   ^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key: config.linkerd.io/opaque-ports
          config.linkerd.io/opaque-ports: "25"
          config.linkerd.io/skip-oubound-ports: "{{ .Values.ports }}"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key: skip-outbound-ports
    `);
    check(`
      kind: Pod
      shared: &shared {config.linkerd.io/skip-oubound-ports: "443"}
      metadata:
        annotations: *shared
      #              ^^^^^^^ warning annotation-unknown-key: skip-outbound-ports
    `);
  });

  it('leaves alone what others may read, what a template makes, and what a patch deletes', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          linkerd.io/multus: enabled
          linkerd.io/tls: "true"
          linkerd.buoyant.io/note: x
          example.com/linkerd.io/inject: enabled
          config.linkerd.io/{{ .Values.key }}: x
          config.linkerd.io/no-such-thing: null
          resource.opentelemetry.io/team: shop
    `);
  });

  it('leaves the place to annotation-on-workload-metadata', () => {
    check(`
      kind: Deployment
      metadata:
        annotations:
          config.linkerd.io/skip-oubound-ports: "443"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata
    `);
  });

  it('offers no name that is there already', () => {
    checkFix(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/inject: enabled
          linkerd.io/inject: enabled
      `,
      'annotation-unknown-key',
      undefined,
    );
  });
});
