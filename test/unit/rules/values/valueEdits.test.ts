import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CATALOGUE } from '../../../../server/src/linkerd/catalogue/catalogue.ts';
import { readValue } from '../../../../server/src/linkerd/values/readValue.ts';
import { applyEdits } from '../../../../server/src/text/edit.ts';
import { lint } from '../../../support/lint.ts';
import { rowsOf } from '../../linkerd/values/tables.ts';

/** Values that are fixed in some way, for one annotation of each type. */
const SAMPLES = [...new Map(CATALOGUE.map((entry) => [entry.value.type, entry])).values()]
  .filter(({ kind, status }) => kind === 'annotation' && status === 'active')
  .flatMap(({ key, value: type }) =>
    [...rowsOf(type.type), ...[['Enabled'], ['true'], [' disabled']]].flatMap(([value = '']) => {
      const reading = readValue(type, value);
      if (reading.isValid || reading.suggestion === undefined || /[^ -~]/.test(value)) return [];
      const { start, end } = reading.range;
      return [{ key, value, mended: value.slice(0, start) + reading.suggestion + value.slice(end) }];
    }),
  );

/** Ways to write a value in YAML; undefined where one cannot. */
const STYLES: Record<string, (key: string, value: string) => string | undefined> = {
  plain: (key, value) => (/^[\w.][\w.,=/-]*$/.test(value) ? `    ${key}: ${value} # why\n` : undefined),
  'single-quoted': (key, value) => `    ${key}: '${value.replaceAll("'", "''")}' # why\n`,
  'double-quoted': (key, value) => `    "${key}": ${JSON.stringify(value)}\n`,
  literal: (key, value) => (/^\S/.test(value) ? `    ${key}: |-\n      ${value}\n` : undefined),
  flow: (key, value) => `    {a: b, ${key}: ${JSON.stringify(value)}, c: d}\n`,
};

describe('fixes of values', () => {
  it('has values to fix', () => {
    expect(SAMPLES.length).toBeGreaterThan(80);
  });

  it.each(Object.keys(STYLES))('write what was meant, %s', (style) => {
    let fixes = 0;
    for (const { key, value, mended } of SAMPLES) {
      const lines = STYLES[style]?.(key, value);
      const text = `kind: Other\nx:\n  annotations:\n${lines}`;
      const finding =
        lines &&
        lint(text).find((found) => found.fixes.some(({ title }) => /^(?:Change|Remove)/.test(title)));
      if (!finding) continue;
      fixes++;
      const fixed = applyEdits(text, finding.fixes[0]?.edits ?? []);
      expect(parse(fixed).x.annotations[key], text).toBe(mended);
    }
    expect(fixes).toBeGreaterThan(20);
  });
});
