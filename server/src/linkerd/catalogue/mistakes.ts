/**
 * Wrong keys that people write and whose spelling alone does not show what was meant. The value is the intended key;
 * undefined if Linkerd has nothing like it.
 */
export const FREQUENT_MISTAKES: ReadonlyMap<string, string | undefined> = new Map([
  ['config.linkerd.io/admission-webhook', 'config.linkerd.io/admission-webhooks'],
  ['config.linkerd.io/auto-inject', 'linkerd.io/inject'],
  ['config.linkerd.io/inject', 'linkerd.io/inject'],
  ['config.linkerd.io/proxy-inject', 'linkerd.io/inject'],
  ['config.linkerd.io/native-sidecar', 'config.linkerd.io/proxy-enable-native-sidecar'],
  ['config.linkerd.io/proxy-native-sidecar', 'config.linkerd.io/proxy-enable-native-sidecar'],
  [
    'config.linkerd.io/proxy-wait-before-exit-seconds',
    'config.alpha.linkerd.io/proxy-wait-before-exit-seconds',
  ],
  ['config.linkerd.io/wait-before-exit-seconds', 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds'],
  ['config.linkerd.io/skip-incoming-ports', 'config.linkerd.io/skip-inbound-ports'],
  ['config.linkerd.io/skip-outgoing-ports', 'config.linkerd.io/skip-outbound-ports'],
  ['config.linkerd.io/inbound-skip-ports', 'config.linkerd.io/skip-inbound-ports'],
  ['config.linkerd.io/outbound-skip-ports', 'config.linkerd.io/skip-outbound-ports'],
  ['config.linkerd.io/log-level', 'config.linkerd.io/proxy-log-level'],
  ['config.linkerd.io/protocol-detect-timeout', undefined],
  ['config.linkerd.io/proxy-inbound-protocol-detect-timeout', undefined],
  ['config.linkerd.io/proxy-outbound-protocol-detect-timeout', undefined],
  ['config.linkerd.io/proxy-protocol', undefined],
]);
