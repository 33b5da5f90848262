import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../server/src/engine/rule.ts';
import { checksOf, type RuleChecks } from './check.ts';
import { lint } from './lint.ts';
import { pageExamplesOf } from './rulePages.ts';

/**
 * The tests of one rule. They run this rule alone, and others only where an example names them. With them go two laws:
 * the file has the rule's name, and the rule's page shows a fix exactly if the rule declares that it has some.
 */
export function describeRule(rule: Rule, tests: (checks: RuleChecks) => void): void {
  describe(rule.id, () => {
    tests(checksOf(rule));

    it('has its tests in a file of its name', () => {
      expect(basename(expect.getState().testPath ?? '')).toBe(`${rule.id}.test.ts`);
    });

    it(`declares its fixes: ${rule.fixable ?? 'none'}`, () => {
      const wrong = pageExamplesOf(rule.id).filter(({ verdict }) => verdict === 'wrong');
      const fixes = wrong.flatMap(({ text, settings }) =>
        lint(text, settings).flatMap((finding) => (finding.rule === rule.id ? finding.fixes : [])),
      );
      expect(fixes.length > 0, 'on its page').toBe(rule.fixable !== undefined);
    });
  });
}
