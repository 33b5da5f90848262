import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePortList, trimSpace } from '../../../../server/src/linkerd/ports/portList.ts';
import { PortSet } from '../../../../server/src/linkerd/ports/portSet.ts';

type Bounds = readonly [first: number, last: number];
type Row = readonly [
  value: string,
  skipped: readonly Bounds[],
  dropped: readonly string[],
  trimmed: readonly Bounds[],
];

const { rows }: { rows: readonly Row[] } = JSON.parse(
  readFileSync(new URL('../../../data/port-lists.json', import.meta.url), 'utf8'),
);

function portSet(bounds: readonly Bounds[]): string {
  return PortSet.of(bounds.map(([first, last]) => ({ first, last }))).toString();
}

describe('parsePortList', () => {
  it('has something to compare with', () => {
    expect(rows.length).toBeGreaterThan(500);
  });

  it.each(rows)('reads %j as Linkerd’s own parsers do', (value, skipped, dropped, trimmed) => {
    const list = parsePortList(value);
    expect(list.skipped.toString()).toBe(portSet(skipped));
    expect(list.trimmed.toString()).toBe(portSet(trimmed));
    expect(list.tokens.flatMap(({ kind, text }) => (kind === 'valid' ? [] : [text]))).toEqual(dropped);
    for (const { start, end, text } of list.tokens) expect(value.slice(start, end)).toBe(text);
  });

  it('reads ports among others as it reads them alone', () => {
    const port = fc.integer({ min: 0, max: 70_000 }).map(String);
    const list = fc.array(fc.oneof(port, fc.constantFrom('0080', '59999', '65536')), { minLength: 1 });
    fc.assert(
      fc.property(list, (ports) => {
        const value = ports.join(',');
        const amongOthers = parsePortList(`${value},http`);
        expect(parsePortList(value)).toEqual({ ...amongOthers, tokens: amongOthers.tokens.slice(0, -1) });
      }),
    );
  });

  it('tells why a token is dropped', () => {
    const kinds = parsePortList('80, 80,90-80,http,,80-70000,-1,10-, 90-80 ,\uE000').tokens.map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual([
      'valid',
      'untrimmed',
      'reversed',
      'invalid',
      'empty',
      'invalid',
      'invalid',
      'invalid',
      'reversed',
      'unknown',
    ]);
  });

  it('knows nothing of a token that a template makes, even in part', () => {
    const list = parsePortList('80,\uE000\uE00080');
    expect(list.hasUnknown).toBe(true);
    expect(list.skipped.toString()).toBe('80');
  });
});

describe('trimSpace', () => {
  it('trims what Go takes for space, and nothing else', () => {
    expect(trimSpace(' \t\n\v\f\r\x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u30008 0\u3000 ')).toBe('8 0');
    expect(trimSpace('\uFEFF80\u200b')).toBe('\uFEFF80\u200b');
    expect(trimSpace(' \n ')).toBe('');
  });
});
