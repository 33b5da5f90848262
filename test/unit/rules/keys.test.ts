import { describe, it } from 'vitest';
import { check, checkFix } from '../../support/check.ts';
import { settingsOf } from '../../support/lint.ts';

describe('annotation-unknown-key', () => {
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
          config.linkerd.io/entirely-unheard-of: "1"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-unknown-key: Remove it
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

describe('annotation-deprecated', () => {
  const text = `
    kind: Pod
    metadata:
      annotations:
        config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"
  `;

  it('is said only where the new name is known to work', () => {
    check(text);
    check(text, settingsOf({ linkerd: '2.19' }));
    check(
      text.replace(
        '"true"\n',
        '"true"\n    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information annotation-deprecated safe: config.linkerd.io/proxy-enable-native-sidecar\n',
      ),
      settingsOf({ linkerd: '2.20' }),
    );
  });
});

describe('annotation-removed', () => {
  it('reports what is long gone, and with a known version what is gone by then', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/disable-tap: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-removed suggestion: 2.10
          config.linkerd.io/trace-collector: collector:55678
    `);
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
});

describe('annotation-too-new', () => {
  it('goes by the configured version, stable or edge', () => {
    for (const linkerd of ['2.15', 'stable-2.14.10', 'edge-24.5.1']) {
      check(
        `
        kind: Service
        metadata:
          annotations:
            timeout.linkerd.io/request: 5s
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-too-new: it came with 2.16
        `,
        settingsOf({ linkerd }),
      );
    }
    for (const linkerd of ['auto', '2.16', '2.20', 'edge-26.1.1'])
      check(
        'kind: Service\nmetadata: {annotations: {timeout.linkerd.io/request: 5s}}\n',
        settingsOf({ linkerd }),
      );
  });
});

describe('multicluster-label-value', () => {
  it('knows what Links select by default', () => {
    check(`
      kind: Service
      metadata:
        labels:
          mirror.linkerd.io/exported: Enabled
      #                               ^^^^^^^ information multicluster-label-value suggestion: “true”
          mirror.linkerd.io/federated: membr
      #                                ^^^^^ information multicluster-label-value suggestion: “member”
      ---
      kind: Service
      metadata: {labels: {mirror.linkerd.io/exported: tenant-a}}
      #                                               ^^^^^^^^ information multicluster-label-value
    `);
  });

  it('is silent about what they select, what says no, and what is not known', () => {
    check(`
      kind: Service
      metadata: {labels: {mirror.linkerd.io/exported: remote-discovery, mirror.linkerd.io/federated: "false"}}
      ---
      kind: Service
      metadata: {labels: {mirror.linkerd.io/exported: "{{ .Values.exported }}"}}
      ---
      apiVersion: example.com/v1
      kind: Exporter
      metadata: {labels: {mirror.linkerd.io/exported: everything}}
    `);
  });
});
