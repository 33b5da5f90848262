import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/annotation-too-new.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  it('goes by the configured version, stable or edge', () => {
    for (const linkerd of ['2.15', 'stable-2.14.10', 'edge-24.5.1']) {
      check(
        `
        kind: Service
        metadata:
          annotations:
            timeout.linkerd.io/request: 5s
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-too-new: does not know this yet, so it has no effect. It was added in 2.16
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

  it('is silent about what a patch removes, what the injector writes, and keys that it does not know', () => {
    for (const annotation of [
      'timeout.linkerd.io/request: null',
      'linkerd.io/trust-root-sha256: abc',
      'linkerd.io/no: x',
    ])
      check(`kind: Service\nmetadata: {annotations: {${annotation}}}\n`, settingsOf({ linkerd: '2.10' }));
  });
});
