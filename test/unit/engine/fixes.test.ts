import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScalar, parseAllDocuments, visit } from 'yaml';
import type { Finding, Fix } from '../../../server/src/engine/finding.ts';
import { fixAll } from '../../../server/src/engine/fixAll.ts';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { applyEdits, editsConflict } from '../../../server/src/text/edit.ts';
import { AFFECTED, FIXED_CNI, lint, linter, PROXY_INIT, UNKNOWN } from '../../support/lint.ts';
import { manifest } from '../../support/manifests.ts';
import { runs } from '../../support/properties.ts';

const settings = fc.constantFrom(AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN);

/** Rules that have nothing to say as long as Linkerd drops every token, and speak when a fix saves one. */
const AWAITING_PORTS = new Set(['skip-inbound-missing-proxy-ports', 'skip-outbound-missing-proxy-ports']);

/** Everything in a text except the lists of ports, and how many mistakes the YAML itself has. */
function surroundings(text: string): unknown {
  return parseAllDocuments(text, { prettyErrors: false }).map((document) => {
    visit(document, {
      Pair(_, { key, value }) {
        const isList = isScalar(key) && String(key.value).startsWith('config.linkerd.io/skip-');
        if (isList && isScalar(value)) value.value = 'a list';
      },
    });
    return [document.toJS(), document.errors.length];
  });
}

function comments(text: string): string[] {
  return text.match(/# (?:why|first|flow|end|values).*/g) ?? [];
}

function grave(findings: readonly Finding[], except: string): string[] {
  const others = findings.filter(({ rule, severity }) => rule !== except && /error|warning/.test(severity));
  return [...new Set(others.map(({ rule }) => rule))].filter((rule) => !AWAITING_PORTS.has(rule));
}

function safeFixes(text: string, given: LintSettings): { finding: Finding; fix: Fix }[] {
  return lint(text, given).flatMap((finding) =>
    finding.fixes.filter(({ safety }) => safety === 'safe').map((fix) => ({ finding, fix })),
  );
}

describe('a fix', () => {
  it('removes its finding, uncovers nothing grave and touches nothing else', () => {
    fc.assert(
      fc.property(manifest, settings, (text, given) => {
        const before = lint(text, given);
        for (const { finding, fix } of safeFixes(text, given)) {
          const fixed = applyEdits(text, fix.edits);
          const after = lint(fixed, given);
          const count = (findings: readonly Finding[]) =>
            findings.filter(({ rule }) => rule === finding.rule).length;
          expect(count(after), fixed).toBeLessThan(count(before));
          expect(grave(before, finding.rule), fixed).toEqual(
            expect.arrayContaining(grave(after, finding.rule)),
          );
          expect(surroundings(fixed), fixed).toEqual(surroundings(text));
          expect(comments(fixed)).toEqual(comments(text));
        }
      }),
      runs(200),
    );
  });

  it('leaves valid YAML behind, whether safe or a suggestion', () => {
    fc.assert(
      fc.property(manifest, settings, (text, given) => {
        const errors = parseAllDocuments(text).flatMap((document) => document.errors).length;
        for (const fix of lint(text, given).flatMap(({ fixes }) => fixes)) {
          const fixed = applyEdits(text, fix.edits);
          expect(parseAllDocuments(fixed).flatMap((document) => document.errors).length, fixed).toBe(errors);
          if (text.includes('\r\n')) expect(fixed.replaceAll('\r\n', '')).not.toContain('\n');
        }
      }),
      runs(200),
    );
  });

  it('comes to the same before and after another one, or conflicts with it', () => {
    fc.assert(
      fc.property(manifest, settings, (text, given) => {
        const fixes = safeFixes(text, given).map(({ fix }) => fix);
        for (const [index, one] of fixes.entries()) {
          for (const other of fixes.slice(index + 1)) {
            if (one.edits.some((a) => other.edits.some((b) => editsConflict(a, b)))) continue;
            const both = applyEdits(text, [...one.edits, ...other.edits]);
            expect(applyEdits(text, [...other.edits, ...one.edits])).toBe(both);
            expect(surroundings(both), both).toEqual(surroundings(text));
          }
        }
      }),
      runs(200),
    );
  });
});

describe('fix-all', () => {
  it('leaves nothing to fix, changes nothing the second time, and tells its work as edits', () => {
    fc.assert(
      fc.property(manifest, settings, (text, given) => {
        const { text: fixed, edits } = fixAll(linter, text, given);
        expect(safeFixes(fixed, given), fixed).toEqual([]);
        expect(fixAll(linter, fixed, given).text).toBe(fixed);
        expect(applyEdits(text, edits)).toBe(fixed);
        expect(surroundings(fixed), fixed).toEqual(surroundings(text));
        expect(comments(fixed)).toEqual(comments(text));
      }),
      runs(200),
    );
  });
});
