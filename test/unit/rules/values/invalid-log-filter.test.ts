import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-log-filter.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { lint } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks the directive that the proxy drops', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-log-level: info, hyper=warn
      #                                           ^^^^^^^^^^^ warning invalid-log-filter safe: Because of the space next to “hyper=warn”
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
    [
      'warning',
      '“warning” is not a level: the proxy reads it as a module name, which matches nothing. Write warn.',
    ],
    [
      '"warn, info"',
      'Because of the space next to “info”, the proxy does not read it as a level. Remove the space.',
    ],
    [
      'warn;linkerd=info',
      '“warn;linkerd” is not a module: separate directives with commas, as in warn,linkerd=info.',
    ],
    ['"warn, "', undefined],
  ])('says about %s only what happens to it', (value, message) => {
    const findings = lint(`podAnnotations:\n  config.linkerd.io/proxy-log-level: ${value}\n`);
    expect(findings.map((finding) => finding.message)).toEqual(message ? [message] : []);
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
