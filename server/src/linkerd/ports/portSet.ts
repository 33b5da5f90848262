/** Ports from `first` to `last`, both included, from 0 to 65535. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** A set of ports as sorted ranges that neither overlap nor touch. */
export class PortSet {
  static readonly EMPTY = new PortSet([]);
  readonly ranges: readonly PortRange[];

  private constructor(ranges: readonly PortRange[]) {
    this.ranges = ranges;
  }

  /** The ports in any of the ranges, which may overlap and come in any order. */
  static of(ranges: Iterable<PortRange>): PortSet {
    const merged: { first: number; last: number }[] = [];
    for (const { first, last } of [...ranges].sort((a, b) => a.first - b.first)) {
      const previous = merged.at(-1);
      if (previous && first <= previous.last + 1) previous.last = Math.max(previous.last, last);
      else merged.push({ first, last });
    }
    return new PortSet(merged);
  }

  /** Whether the port is in the set. */
  has(port: number): boolean {
    return this.ranges.some(({ first, last }) => first <= port && port <= last);
  }

  /** Whether every port of the range is in the set. */
  covers(range: PortRange): boolean {
    return this.ranges.some(({ first, last }) => first <= range.first && range.last <= last);
  }

  /** Number of ports in the set. */
  get size(): number {
    return this.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  /** In Linkerd's notation: `80,8000-8010`. */
  toString(): string {
    return this.ranges.map(formatRange).join(',');
  }
}

/** `80` for a range of one port, `80-90` otherwise. */
export function formatRange({ first, last }: PortRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** The parts of the range that remain without one port. */
export function withoutPort({ first, last }: PortRange, port: number): PortRange[] {
  if (port < first || port > last) return [{ first, last }];
  return [
    { first, last: port - 1 },
    { first: port + 1, last },
  ].filter((part) => part.first <= part.last);
}
