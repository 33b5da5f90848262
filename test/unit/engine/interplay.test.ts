import { describe, expect, it } from 'vitest';
import { type Finding, SEVERITIES } from '../../../server/src/engine/finding.ts';
import { fixAll } from '../../../server/src/engine/fixAll.ts';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { AFFECTED, FIXED_CNI, lint, linter, PROXY_INIT, UNKNOWN } from '../../support/lint.ts';
import { pageExamplesOf } from '../../support/rulePages.ts';
import { CORPUS, EXAMPLE_FILES, PAGE_EXAMPLES, type SampleText } from '../../support/sampleTexts.ts';

/** How rules play together. The tests of a rule run that rule alone; what all of them come to is held here. */

const CLUSTERS: readonly LintSettings[] = [UNKNOWN, AFFECTED, FIXED_CNI, PROXY_INIT];

const GROUPS: readonly (readonly [string, readonly SampleText[]])[] = [
  ['the corpus', CORPUS],
  ['the pages', PAGE_EXAMPLES],
  ['examples/', EXAMPLE_FILES],
];

/** Visits each text in each cluster with its findings. */
function forEach(
  texts: readonly SampleText[],
  visit: (sample: SampleText, findings: readonly Finding[], settings: LintSettings) => void,
): void {
  expect(texts.length).toBeGreaterThan(0);
  for (const sample of texts)
    for (const settings of CLUSTERS) visit(sample, lint(sample.text, settings), settings);
}

/** How many findings there are of each rule, at the severity that it has in this cluster. */
function countByRule(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, severity } of findings) {
    const name = `${severity} ${rule}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/**
 * A fix that people must choose, and the rule that has more to say after it. With linkerd-cni before v1.6.3 a list of
 * skipped ports costs tap either way; both rules say that upgrading is what helps.
 */
const KNOWN_TRADES: ReadonlySet<string> = new Set([
  'skip-inbound-covers-control-port -> warning skip-inbound-missing-proxy-ports',
]);

/** What there is more of after a fix than before, of findings that are graver than the one that it removes. */
function graverThan(fixed: Finding, before: readonly Finding[], after: readonly Finding[]): string[] {
  const graver = after.filter(
    ({ severity }) => SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(fixed.severity),
  );
  const counts = countByRule(before);
  return [...countByRule(graver)].flatMap(([name, count]) => (count > (counts.get(name) ?? 0) ? [name] : []));
}

/** Rules that mark what Linkerd does not read. Once it is right, or in the right place, other rules judge it for the first time. */
const UNCOVERS = /^(?:skip-ports-|annotation-on-workload-metadata$)/;

/** The rules, other than the one that is fixed, of which there are more warnings and errors after a fix than before. */
function warningsBrought(fixed: Finding, before: readonly Finding[], after: readonly Finding[]): string[] {
  const others = after.filter(
    ({ rule, severity }) => rule !== fixed.rule && (severity === 'warning' || severity === 'error'),
  );
  const counts = countByRule(before);
  return [...countByRule(others)].flatMap(([name, count]) => (count > (counts.get(name) ?? 0) ? [name] : []));
}

/** Pairs of findings that say the same of the same characters. */
function repetitions(findings: readonly Finding[]): string[] {
  return findings.flatMap((one, index) =>
    findings
      .slice(index + 1)
      .filter((other) => other.rule !== one.rule && isSame(one.range, other.range))
      .filter(
        (other) => other.severity === one.severity || other.message === one.message || shareFix(one, other),
      )
      .map((other) => `${one.rule} and ${other.rule} at ${one.range.start}`),
  );
}

function shareFix(one: Finding, other: Finding): boolean {
  return one.fixes.some((fix) => other.fixes.some(({ edits }) => isSame(edits, fix.edits)));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

describe.each(GROUPS)('in %s', (_name, texts) => {
  it('no fix brings a finding that is graver than the one it removes', () => {
    forEach(texts, ({ name, text }, findings, settings) => {
      for (const finding of findings) {
        for (const { title, edits, safety } of finding.fixes) {
          const graver = graverThan(finding, findings, lint(applyEdits(text, edits), settings));
          const brought = graver.filter(
            (found) => safety === 'safe' || !KNOWN_TRADES.has(`${finding.rule} -> ${found}`),
          );
          expect(brought, `${name}: ${finding.rule}: ${title}`).toEqual([]);
        }
      }
    });
  });

  it('a fix after which another rule warns says in its title, in brackets, what it costs', () => {
    const untold = new Set<string>();
    forEach(texts, ({ text }, findings, settings) => {
      for (const finding of findings)
        for (const { title, edits } of finding.fixes)
          if (!UNCOVERS.test(finding.rule) && !/\(.+\)$/.test(title))
            for (const brought of warningsBrought(finding, findings, lint(applyEdits(text, edits), settings)))
              untold.add(`${finding.rule}: ${title} -> ${brought}`);
    });
    expect([...untold]).toEqual([]);
  });

  it('no two rules say the same of the same characters', () => {
    forEach(texts, ({ name }, findings) => {
      expect(repetitions(findings), name).toEqual([]);
    });
  });

  it('fix-all leaves no safe fix, and changes nothing the second time', () => {
    forEach(texts, ({ name, text }, _findings, settings) => {
      const once = fixAll(linter, text, settings);
      const safe = lint(once.text, settings).filter(({ fixes }) =>
        fixes.some(({ safety }) => safety === 'safe'),
      );
      expect(
        safe.map(({ rule }) => rule),
        name,
      ).toEqual([]);
      expect(fixAll(linter, once.text, settings).text, name).toBe(once.text);
    });
  });
});

describe.each(RULES)('the page of $id', ({ id }) => {
  it('has no warnings and errors of other rules in its examples', () => {
    const examples = pageExamplesOf(id).filter(({ verdict }) => verdict === 'wrong' || verdict === 'right');
    expect(examples.length).toBeGreaterThan(1);
    for (const { text, settings } of examples) {
      const others = lint(text, settings).filter(({ rule }) => rule !== id);
      // A rule that only advises may have something to say about values that are right by every other rule.
      const grave = others.filter(({ severity }) => severity === 'warning' || severity === 'error');
      expect(
        grave.map(({ rule }) => rule),
        text,
      ).toEqual([]);
    }
  });
});
