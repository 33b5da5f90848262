import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/memory-in-millibytes.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks thousandths of a byte, not of a core', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-memory-request: 0.5m
      #                                           ^^^^ warning memory-in-millibytes suggestion
          config.linkerd.io/proxy-memory-limit: 250M
          config.linkerd.io/proxy-cpu-request: 500m
    `);
  });

  it('changes them to mebibytes', () => {
    checkFix(
      'podAnnotations:\n  config.linkerd.io/proxy-memory-limit: "250m"\n',
      'memory-in-millibytes',
      'podAnnotations:\n  config.linkerd.io/proxy-memory-limit: "250Mi"\n',
    );
  });

  it.each(['250u', '250n', '+250m'])('marks %s', (text) => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/proxy-ephemeral-storage-limit: ${text}
      #                                                    ${'^'.repeat(text.length)} warning memory-in-millibytes suggestion: Write 250Mi
    `);
  });

  it.each(['250', '250k', '250Mi', '1e3', '.5m', '-250m', '250mm', '25x0m'])('is silent about %s', (text) => {
    check(`podAnnotations: {config.linkerd.io/proxy-memory-limit: ${text}}\n`);
  });
});
