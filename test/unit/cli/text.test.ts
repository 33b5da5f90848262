import { describe, expect, test } from 'vitest';
import { type LintedFile, lintedFile, type Report } from '../../../server/src/cli/formats/report.ts';
import { formatText, type TextStyle } from '../../../server/src/cli/formats/text.ts';
import { wrap } from '../../../server/src/cli/formats/wrap.ts';
import { paintFor } from '../../../server/src/cli/terminal.ts';
import type { Finding } from '../../../server/src/engine/finding.ts';
import { displayWidth } from '../../../server/src/text/displayWidth.ts';

const STYLE: TextStyle = {
  paint: await paintFor(false),
  columns: 100,
  wrapsAt: undefined,
  isQuiet: false,
};

function file(name: string, message: string, rule = 'some-rule'): LintedFile {
  const finding: Finding = {
    rule,
    severity: 'information',
    range: { start: 0, end: 4 },
    message,
    fixes: [],
    related: [],
    isUnnecessary: false,
  };
  return lintedFile(name, 'kind: Pod\n', [finding]);
}

function report(files: readonly LintedFile[]): Report {
  return { files, checked: files.length, unread: 0, fixed: 0, failOn: 'warning', isWhole: true };
}

describe('messages wrap', () => {
  const message = 'This list leaves out 4190 and 4191, “値 値 値”, and something else that takes some room.';

  test.each([40, 60, 80, 120])('at %i columns, the rule at the end', (wrapsAt) => {
    const shown = formatText(report([file('web.yaml', message)]), { ...STYLE, wrapsAt });
    const lines = shown.split('\n').slice(1, -5);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(wrapsAt);
    expect(lines.at(-1)).toMatch(/\[some-rule\]$/);
    expect(lines.map((line) => line.trim()).join(' ')).toBe(`1:1 note ${message} [some-rule]`);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {6}\S/);
  });

  test('a word that is longer than a line stands alone', () => {
    expect(wrap('a bbbbbbbbbb c d', 4)).toEqual(['a', 'bbbbbbbbbb', 'c d']);
    expect(wrap('値値 値', 4)).toEqual(['値値', '値']);
    expect(wrap('', 4)).toEqual(['']);
  });
});

describe('findings that are alike', () => {
  const rendered = Array.from({ length: 290 }, (_, index) => file(`rendered/${index}/web.yaml`, 'The same.'));
  const others = [file('app/web.yaml', 'Another.'), file('app/api.yaml', 'Another.')];

  test('are shown ten times and then counted', () => {
    const shown = formatText(report([...others, ...rendered]), STYLE);
    expect(shown.match(/note The same\. \[some-rule\]/g)).toHaveLength(10);
    expect(shown.match(/note Another\. \[some-rule\]/g)).toHaveLength(2);
    expect(shown.slice(shown.indexOf('292 notes'))).toBe(
      [
        '292 notes in 292 files, 292 read.',
        '',
        '  290 × [some-rule] in 290 files, 280 not shown: The same.',
        '    2 × [some-rule] in 2 files: Another.',
        '',
        '--format compact prints every finding.',
        'If rendered/ contains generated files, ignore it in .linkerd-lint.yaml: “ignore: [rendered/**]”.',
        '',
      ].join('\n'),
    );
  });

  test('are all shown as long as they are ten', () => {
    const shown = formatText(report(rendered.slice(0, 10)), STYLE);
    expect(shown.match(/note The same\./g)).toHaveLength(10);
    expect(shown).toMatch(/10 notes in 10 files, 10 read\.\n$/);
  });

  test('count as other ones with another rule or another message', () => {
    const files = Array.from({ length: 30 }, (_, index) =>
      file(`${index}.yaml`, `Number ${index}.`, `rule-${index % 3}`),
    );
    expect(formatText(report(files), STYLE).match(/ note /g)).toHaveLength(30);
  });

  test('have their count where nothing else is said', () => {
    const shown = formatText(report(rendered), { ...STYLE, isQuiet: true });
    expect(shown).not.toContain('290 notes');
    expect(shown).toContain('290 × [some-rule] in 290 files, 280 not shown');
  });

  test('suggest no folder where they have none in common', () => {
    const files = rendered.map((linted, index) => ({ ...linted, name: `${index}.yaml` }));
    expect(formatText(report(files), STYLE)).not.toContain('generator');
  });
});

describe('the summary', () => {
  test('does not call a run clean that failed, or was not whole', () => {
    expect(formatText({ ...report([]), checked: 3, isWhole: false }, STYLE)).toBe('');
    expect(formatText({ ...report([]), checked: 3, unread: 2 }, STYLE)).toBe(
      'No findings in 3 files. 2 files were not read.\n',
    );
  });
});
