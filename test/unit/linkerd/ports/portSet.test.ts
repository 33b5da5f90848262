import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRange,
  type PortRange,
  PortSet,
  withoutPort,
} from '../../../../server/src/linkerd/ports/portSet.ts';
import { runs } from '../../../support/properties.ts';

/** Ports from a small part of all, so that ranges often meet. */
const port = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(65_534, 65_535));
const range = fc
  .tuple(port, port)
  .map(([a, b]): PortRange => ({ first: Math.min(a, b), last: Math.max(a, b) }));
const ranges = fc.array(range, { maxLength: 8 });

const PORTS = [...Array(45).keys(), 65_533, 65_534, 65_535];

function contains({ first, last }: PortRange, value: number): boolean {
  return first <= value && value <= last;
}

describe('PortSet', () => {
  it('has exactly the ports of its ranges', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const set = PortSet.of(given);
        for (const value of PORTS) expect(set.has(value)).toBe(given.some((one) => contains(one, value)));
      }),
      runs(300),
    );
  });

  it('is the same in any order, and said twice', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const set = PortSet.of(given);
        expect(PortSet.of([...given].reverse())).toEqual(set);
        expect(PortSet.of([...given, ...given])).toEqual(set);
        expect(PortSet.of(set.ranges)).toEqual(set);
      }),
      runs(300),
    );
  });

  it('keeps its ranges sorted and apart, and counts their ports', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const set = PortSet.of(given);
        for (const [index, { first }] of set.ranges.slice(1).entries()) {
          expect(first).toBeGreaterThan((set.ranges[index] as PortRange).last + 1);
        }
        expect(set.size).toBe(set.ranges.reduce((sum, { first, last }) => sum + 1 + last - first, 0));
        expect(set.isEmpty).toBe(given.length === 0);
      }),
      runs(300),
    );
  });

  it('covers a range if it has each of its ports', () => {
    fc.assert(
      fc.property(ranges, range, (given, asked) => {
        const set = PortSet.of(given);
        const wanted = PORTS.filter((value) => contains(asked, value));
        const isWide = asked.last - asked.first > 100;
        if (!isWide) expect(set.covers(asked)).toBe(wanted.every((value) => set.has(value)));
      }),
      runs(300),
    );
  });

  it('writes itself as Linkerd would read it', () => {
    expect(
      PortSet.of([
        { first: 80, last: 80 },
        { first: 8000, last: 8010 },
      ]).toString(),
    ).toBe('80,8000-8010');
    expect(PortSet.EMPTY.toString()).toBe('');
  });
});

describe('withoutPort', () => {
  it('leaves every other port', () => {
    fc.assert(
      fc.property(range, port, (given, removed) => {
        const left = PortSet.of(withoutPort(given, removed));
        for (const value of PORTS) expect(left.has(value)).toBe(contains(given, value) && value !== removed);
      }),
      runs(300),
    );
  });

  it('splits a range', () => {
    expect(withoutPort({ first: 1, last: 65_535 }, 4190).map(formatRange)).toEqual(['1-4189', '4191-65535']);
  });
});
