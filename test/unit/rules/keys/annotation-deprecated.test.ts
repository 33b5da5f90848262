import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/annotation-deprecated.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
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
        '"true"\n    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information annotation-deprecated suggestion: config.linkerd.io/proxy-enable-native-sidecar\n',
      ),
      settingsOf({ linkerd: '2.20' }),
    );
  });

  it('renames it', () => {
    checkFix(text, rule.id, text.replace('config.alpha.', 'config.'), settingsOf({ linkerd: '2.20' }));
    checkFix(
      text.replace('config.alpha.', 'config.beta.'),
      rule.id,
      text.replace('config.alpha.', 'config.'),
      settingsOf({ linkerd: '2.20' }),
    );
  });

  it('is not said of other annotations', () => {
    check(text.replace('config.alpha.', 'config.'), settingsOf({ linkerd: '2.20' }));
    check(
      text.replace(
        'config.alpha.linkerd.io/proxy-enable-native-sidecar',
        'config.linkerd.io/skip-inbound-ports',
      ),
      settingsOf({ linkerd: '2.20' }),
    );
  });

  it('is not said of one that a patch deletes', () => {
    check(text.replace('"true"', 'null'), settingsOf({ linkerd: '2.20' }));
  });

  it('only suggests the new name where the Namespace has it, because the Namespace’s value wins until then', () => {
    check(
      `
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/proxy-enable-native-sidecar: "false"
      ---
      kind: Pod
      metadata:
        annotations:
          config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information annotation-deprecated suggestion
      `,
      settingsOf({ linkerd: '2.20' }),
    );
  });
});
