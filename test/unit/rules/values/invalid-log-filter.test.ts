import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-log-filter.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks the directive that the proxy drops', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-log-level: info, hyper=warn
      #                                           ^^^^^^^^^^^ warning invalid-log-filter safe: The proxy cannot parse “hyper=warn” because of the space next to it
    `);
  });

  it('marks the alias that brings the value', () => {
    check(`
      x: &log "warn, linkerd=debug"
      podAnnotations:
        config.linkerd.io/proxy-log-level: *log
      #                                    ^^^^ warning invalid-log-filter suggestion
    `);
  });

  it('leaves a variable alone that something else replaces', () => {
    check(`
      podAnnotations:
        config.linkerd.io/proxy-log-level: $(LOG_LEVEL)
    `);
  });

  it.each([
    ['warn;linkerd=info', 'warn,linkerd=info'],
    [`"'warn'"`, '"warn"'],
  ])('changes %s to %s', (before, after) => {
    checkFix(
      `podAnnotations:\n  config.linkerd.io/proxy-log-level: ${before} # why\n`,
      'invalid-log-filter',
      `podAnnotations:\n  config.linkerd.io/proxy-log-level: ${after} # why\n`,
    );
  });
});
