import { describe, expect, it } from 'vitest';
import {
  applyBaseline,
  makeBaseline,
  NO_BASELINE,
  readBaseline,
  writeBaseline,
} from '../../../server/src/engine/baseline.ts';
import { lint } from '../../support/lint.ts';

const RULE = 'skip-inbound-missing-proxy-ports';
const KEY = 'config.linkerd.io/skip-inbound-ports';

/** A pod with a finding for each list. */
function pods(...lists: string[]): string {
  return lists
    .map((list) => `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    ${KEY}: "${list}"\n`)
    .join('---\n');
}

function baselineOf(...files: [file: string, text: string][]) {
  return makeBaseline(files.map(([file, text]) => ({ file, text, findings: lint(text) })));
}

function apply(baseline: ReturnType<typeof baselineOf>, file: string, text: string) {
  const { findings, stale } = applyBaseline(baseline, file, text, lint(text));
  const lines = findings.map(({ range }) => text.slice(range.start, range.end));
  return { lines, stale: stale.map(({ line, count }) => [line, count]) };
}

describe('a baseline', () => {
  it('silences what was found when it was made, and nothing in another file', () => {
    const baseline = baselineOf(['web.yaml', pods('80', '81')]);
    expect(apply(baseline, 'web.yaml', pods('80', '81'))).toEqual({ lines: [], stale: [] });
    expect(apply(baseline, 'other.yaml', pods('80'))).toMatchObject({
      lines: ['"80"'],

      stale: [],
    });
  });

  it('knows findings again whose lines moved, were indented or got another end', () => {
    const baseline = baselineOf(['web.yaml', pods('80')]);
    const moved = `# why\n\n${pods('80,4190,4191')}---\n${pods('80').replaceAll('  ', '    ').replaceAll('\n', '\r\n')}`;
    expect(apply(baseline, 'web.yaml', moved)).toEqual({ lines: ['4190'], stale: [] });
  });

  it('lets through a new finding, also in place of one that was fixed', () => {
    const baseline = baselineOf(['web.yaml', pods('80', '81')]);
    expect(apply(baseline, 'web.yaml', pods('80', '82'))).toEqual({
      lines: ['"82"'],

      stale: [[`${KEY}: "81"`, 1]],
    });
  });

  it('counts lines that are alike', () => {
    const baseline = baselineOf(['web.yaml', pods('80', '80')]);
    expect(apply(baseline, 'web.yaml', pods('80', '80', '80'))).toMatchObject({
      lines: ['"80"'],
    });
    expect(apply(baseline, 'web.yaml', pods('80'))).toEqual({
      lines: [],

      stale: [[`${KEY}: "80"`, 1]],
    });
  });

  it('quotes no more than the finding of a line that a machine wrote', () => {
    const text = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"${'x'.repeat(300)}","annotations":{"${KEY}":"80"}}}\n`;
    const baseline = baselineOf(['pod.json', text]);
    expect([...(baseline.files.get('pod.json')?.get(RULE)?.keys() ?? [])]).toEqual(['"80"']);
    expect(apply(baseline, 'pod.json', text)).toMatchObject({ lines: [] });
  });

  it('quotes lines of up to 200 characters', () => {
    const line = (length: number) => `${KEY}: "80" # `.padEnd(length, 'x');
    const quoted = (length: number) =>
      baselineOf(['web.yaml', pods('80').replace(`${KEY}: "80"`, line(length))]).files;
    const known = (length: number) => [...(quoted(length).get('web.yaml')?.get(RULE)?.keys() ?? [])];
    expect(known(200)).toEqual([line(200)]);
    expect(known(201)).toEqual(['"80"']);
  });

  it('is a file in a fixed order with one finding on each line', () => {
    const text = writeBaseline(baselineOf(['b.yaml', pods('81', '80', '80')], ['a.yaml', pods('80')]));
    expect(text).toBe(
      [
        '{',
        '  "version": 1,',
        '  "findings": {',
        '    "a.yaml": {',
        `      "${RULE}": {`,
        `        "${KEY}: \\"80\\"": 1`,
        '      }',
        '    },',
        '    "b.yaml": {',
        `      "${RULE}": {`,
        `        "${KEY}: \\"80\\"": 2,`,
        `        "${KEY}: \\"81\\"": 1`,
        '      }',
        '    }',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
    expect(readBaseline(text)).toEqual(
      baselineOf(['a.yaml', pods('80')], ['b.yaml', pods('80', '80', '81')]),
    );
    expect(readBaseline(writeBaseline(NO_BASELINE))).toEqual(NO_BASELINE);
  });

  it.each([
    '',
    '[]',
    'null',
    '{}',
    '{"version":2,"findings":{}}',
    '{"version":1,"findings":[]}',
    '{"version":1,"findings":{"a":{"b":{"c":0}}}}',
    '{"version":1,"findings":{"a":{"b":{"c":"1"}}}}',
    '{"version":1,"findings":{"a":{"b":2}}}',
    '{"version":1,"findings":{"a":[]}}',
    '{"version":1,"findings":{"a":{"b":{"c":1.5}}}}',
    '{"version":1,"findings":{"a":{"b":{"c":1000000001}}}}',
  ])('is not what stands in %s', (text) => {
    expect(readBaseline(text)).toBeUndefined();
  });

  it('takes any name for a file', () => {
    const baseline = baselineOf(['__proto__', pods('80')], ['constructor', pods('81')]);
    const read = readBaseline(writeBaseline(baseline));
    expect(read).toEqual(baseline);
    expect(read && apply(read, '__proto__', pods('80'))).toMatchObject({ lines: [] });
  });
});
