import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Finding, Fix } from '../../../server/src/engine/finding.ts';
import { fixAll } from '../../../server/src/engine/fixAll.ts';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { applyEdits, editsConflict } from '../../../server/src/text/edit.ts';
import { maskTemplates } from '../../../server/src/yaml/template/maskTemplates.ts';
import { AFFECTED, lint, linter, lintWithRepeats, PROXY_INIT, UNKNOWN } from '../../support/lint.ts';
import { runs } from '../../support/properties.ts';
import { type Sample, samples } from './forms.ts';

const settings = fc.constantFrom(UNKNOWN, AFFECTED, PROXY_INIT);

/**
 * What may come to light when a list is repaired, replaced or begins to act: it was hidden by the mistake before, or, as a
 * copy of the pod template's list on the workload's own metadata, only a note.
 */
const UNCOVERED = /missing-proxy-ports|covers-control-port|annotation-on-workload-metadata/;

/** A bad token has one name while others are good, and another one when it is alone. */
function nameOf(rule: string): string {
  return rule === 'skip-ports-no-valid-token' ? 'skip-ports-invalid-token' : rule;
}

/** Runs `assertion` for samples in every form. */
function forSamples(assertion: (sample: Sample, settings: LintSettings) => void): void {
  fc.assert(fc.property(samples, settings, assertion), runs(400));
}

function eachFix(text: string, settings: LintSettings, visit: (fix: Fix, finding: Finding) => void): void {
  for (const finding of lint(text, settings)) for (const fix of finding.fixes) visit(fix, finding);
}

function counts(text: string, settings: LintSettings): Map<string, number> {
  const found = new Map<string, number>();
  for (const { rule, severity } of lint(text, settings)) {
    const mistake = nameOf(rule);
    if (severity === 'error' || severity === 'warning') found.set(mistake, (found.get(mistake) ?? 0) + 1);
  }
  return found;
}

/** Every scalar of a text by its path, strings that are YAML themselves read in turn, Linkerd's annotations left out. */
function otherValues(text: string): string[] {
  const documents = parseAllDocuments(maskTemplates(text).text, { logLevel: 'silent' });
  return documents.flatMap((document, index) => [
    ...document.errors.map(({ code }) => `error ${code}`),
    ...leaves(document.toJS(), [String(index)]),
  ]);
}

function leaves(value: unknown, path: readonly string[]): string[] {
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
    return [`${path.join('.')}: empty`];
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, String(index)]));
  if (typeof value === 'object' && value !== null) {
    if ('path' in value && String(value.path).includes('linkerd.io')) return [];
    return Object.entries(value).flatMap(([key, item]) =>
      key.includes('linkerd.io') ? [] : leaves(item, [...path, key]),
    );
  }
  if (typeof value === 'string' && /^\{|\n/.test(value))
    return otherValues(value).map((leaf) => `${path.join('.')} > ${leaf}`);
  return [`${path.join('.')}: ${JSON.stringify(value)}`];
}

/** In one order, regardless of what a fix moved. */
function sorted(values: readonly string[]): string[] {
  return [...values].sort();
}

function actions(text: string): string[] {
  return maskTemplates(text).actions.map(({ source }) => source);
}

describe('laws of fixes', () => {
  it('every form has findings that a fix removes', () => {
    const seen = new Set<string>();
    const all = new Set<string>();
    forSamples(({ form, text }, settings) => {
      all.add(form);
      eachFix(text, settings, () => seen.add(form));
    });
    expect([...seen].sort()).toEqual([...all].sort());
  });

  it('the finding is gone, and no other rule finds more', () => {
    forSamples(({ text }, settings) => {
      const before = counts(text, settings);
      eachFix(text, settings, ({ title, edits }, { rule }) => {
        const fixed = applyEdits(text, edits);
        const same = (other: string) =>
          lintWithRepeats(rule, other, settings).filter((found) => found.rule === rule).length;
        expect(same(fixed), `${title}\n${fixed}`).toBeLessThan(same(text));
        if (rule === 'annotation-on-workload-metadata') return;
        for (const [other, count] of counts(fixed, settings)) {
          if (other !== nameOf(rule) && !UNCOVERED.test(other))
            expect(count, `${title}: ${other}\n${fixed}`).toBeLessThanOrEqual(before.get(other) ?? 0);
        }
      });
    });
  });

  it('all other values stay as they are, and so does every action of a template', () => {
    forSamples(({ text }, settings) => {
      const values = sorted(otherValues(text));
      eachFix(text, settings, ({ title, edits }) => {
        const fixed = applyEdits(text, edits);
        expect(sorted(otherValues(fixed)), `${title}\n${fixed}`).toEqual(values);
        expect(actions(fixed), `${title}\n${fixed}`).toEqual(actions(text));
        expect(fixed.includes('\r\n') && /[^\r]\n/.test(fixed), 'mixed line breaks').toBe(false);
      });
    });
  });

  it('fixing all twice is fixing all once, and leaves nothing to fix safely', () => {
    forSamples(({ text }, settings) => {
      const once = fixAll(linter, text, settings);
      const twice = fixAll(linter, once.text, settings);
      expect(twice.text).toBe(once.text);
      expect(twice.fixed).toBe(0);
      expect(applyEdits(text, once.edits)).toBe(once.text);
      expect(sorted(otherValues(once.text))).toEqual(sorted(otherValues(text)));
      expect(actions(once.text)).toEqual(actions(text));
    });
  });

  it('fixes of different findings compose in any order, or refuse each other', () => {
    forSamples(({ text }, settings) => {
      const fixes: Fix[] = [];
      // An entry that moves between the two maps keeps its value in both.
      eachFix(text, settings, (fix, { rule }) => {
        if (rule !== 'annotation-on-workload-metadata') fixes.push(fix);
      });
      const values = sorted(otherValues(text));
      for (const [index, one] of fixes.entries()) {
        for (const other of fixes.slice(index + 1)) {
          if (one.edits.some((edit) => other.edits.some((second) => editsConflict(edit, second)))) continue;
          const together = applyEdits(text, [...one.edits, ...other.edits]);
          expect(applyEdits(text, [...other.edits, ...one.edits])).toBe(together);
          expect(sorted(otherValues(together)), together).toEqual(values);
        }
      }
    });
  });
});

describe('incremental reading', () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 12 }),
    newText: fc.constantFrom(
      '',
      ' ',
      ',',
      '"',
      '\n',
      '\n---\n',
      '{{ ',
      '}}',
      '{{ end }}',
      '80',
      '|',
      '  a: b\n',
      '# ',
    ),
  });

  it('finds what a fresh read of the same text finds', () => {
    fc.assert(
      fc.property(
        samples,
        settings,
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        ({ text }, settings, edits) => {
          let file = SourceFile.read(text);
          linter.lint(file, settings);
          for (const { at, length, newText } of edits) {
            const start = Math.floor(at * file.text.length);
            const range = { start, end: Math.min(start + length, file.text.length) };
            file = SourceFile.read(applyEdits(file.text, [{ range, newText }]), file);
            expect(linter.lint(file, settings)).toEqual(lint(file.text, settings));
          }
        },
      ),
      runs(400),
    );
  });
});
