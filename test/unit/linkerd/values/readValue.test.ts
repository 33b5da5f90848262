import { describe, expect, it } from 'vitest';
import { parseGoBool } from '../../../../server/src/linkerd/values/boolean.ts';
import { parseGoDuration } from '../../../../server/src/linkerd/values/goDuration.ts';
import { parseLogDirective } from '../../../../server/src/linkerd/values/logDirective.ts';
import { parsePolicyDuration } from '../../../../server/src/linkerd/values/policyDuration.ts';
import { parsePolicyPorts } from '../../../../server/src/linkerd/values/policyPorts.ts';
import { parseQuantity } from '../../../../server/src/linkerd/values/quantity.ts';
import { readValue } from '../../../../server/src/linkerd/values/readValue.ts';
import type { ValueType } from '../../../../server/src/linkerd/values/valueType.ts';
import { rowsOf } from './tables.ts';

function isValid(type: ValueType, value: string): boolean {
  return readValue(type, value).isValid;
}

function asText(value: bigint | boolean | undefined): string | null {
  return value === undefined ? null : String(value);
}

describe('values are read as Linkerd’s own parsers read them:', () => {
  it.each(['go-bool', 'proxy-bool'] as const)('%s', (type) => {
    for (const [value, read] of rowsOf<[string | null]>(type))
      expect(isValid({ type }, value), value).toBe(read !== null);
    expect(rowsOf(type).length).toBeGreaterThan(40);
  });

  it.each(rowsOf<[string | null]>('go-bool'))('strconv.ParseBool %j', (value, read) => {
    expect(asText(parseGoBool(value))).toBe(read);
  });

  it.each(rowsOf<[string | null]>('go-duration'))('time.ParseDuration %j', (value, nanoseconds) => {
    expect(asText(parseGoDuration(value))).toBe(nanoseconds);
    const isNegative = String(nanoseconds).startsWith('-');
    expect(isValid({ type: 'go-duration' }, value)).toBe(nanoseconds !== null && !isNegative);
  });

  it.each(rowsOf<[string | null]>('policy-duration'))(
    'the policy controller’s parse_duration %j',
    (value, milliseconds) => {
      expect(asText(parsePolicyDuration(value))).toBe(milliseconds);
      expect(isValid({ type: 'policy-duration' }, value)).toBe(milliseconds !== null);
    },
  );

  it.each(rowsOf<[string | null]>('seconds-or-go-duration'))('seconds or a duration %j', (value, read) => {
    const isPositive = Number.parseFloat(read ?? '0') > 0;
    expect(isValid({ type: 'seconds-or-go-duration' }, value)).toBe(isPositive);
  });

  it.each(rowsOf<[string | null]>('quantity'))('resource.ParseQuantity %j', (value, billionths) => {
    expect(asText(parseQuantity(value))).toBe(billionths);
    const isNegative = String(billionths).startsWith('-');
    expect(isValid({ type: 'quantity' }, value)).toBe(billionths !== null && !isNegative);
  });

  it.each(rowsOf<(string | null)[]>('integer'))(
    'whole numbers %j',
    (value, int64, int32, uint64, u16, u32) => {
      expect(isValid({ type: 'integer' }, value), 'strconv.ParseInt').toBe(int64 !== null);
      expect(isValid({ type: 'integer', isUnsigned: true, min: 0 }, value), 'strconv.ParseUint').toBe(
        uint64 !== null,
      );
      expect(isValid({ type: 'integer', min: 0, max: 65_535 }, value), 'u16').toBe(u16 !== null);
      const trimmed = { type: 'integer', min: 0, max: 4_294_967_295, isTrimmed: true } as const;
      expect(isValid(trimmed, value), 'u32, trimmed').toBe(u32 !== null);
      const port = Number(int32);
      expect(isValid({ type: 'port' }, value), 'port').toBe(int32 !== null && port >= 1 && port <= 65_535);
    },
  );

  it.each(rowsOf<boolean[]>('number'))('decimal numbers %j', (value, ratio, jitter, threshold) => {
    expect(isValid({ type: 'number', min: 0, max: 1, isOpen: true }, value), 'strconv.ParseFloat').toBe(
      ratio,
    );
    expect(isValid({ type: 'number', min: 0, max: 100 }, value), 'f32').toBe(jitter);
    expect(isValid({ type: 'number', min: 0, max: 1 }, value), 'f64').toBe(threshold);
  });

  it.each(rowsOf<boolean[]>('cidr-list'))(
    'subnets that proxy-init and linkerd-cni both take %j',
    (value, init, cni) => {
      // iptables, which is not a parser, fails on every IPv6 subnet that these take.
      expect(isValid({ type: 'cidr-list' }, value)).toBe(init && cni && !value.includes(':'));
    },
  );

  it.each(rowsOf<[(string | null)[]]>('log-filter'))('log filters %j', (value, directives) => {
    const parts = value.split(',').filter((part) => part !== '');
    expect(parts.length).toBe(directives.length);
    for (const [index, part] of parts.entries()) {
      if (/^\s|\s$/u.test(part)) continue;
      const read = parseLogDirective(part);
      expect(read ? `${read.target}|${read.span}|${read.level}` : null, part).toBe(directives[index]);
    }
    if (directives.includes(null)) expect(isValid({ type: 'log-filter' }, value)).toBe(false);
  });

  it.each(rowsOf<boolean[]>('http-status-list'))('HTTP statuses to retry %j', (value, valid) => {
    expect(isValid({ type: 'http-status-list' }, value)).toBe(valid);
  });

  it.each(rowsOf<boolean[]>('grpc-status-list'))('gRPC statuses to retry %j', (value, valid) => {
    expect(isValid({ type: 'grpc-status-list' }, value)).toBe(valid);
  });

  it.each(rowsOf<[string | null]>('policy-ports'))(
    'the policy controller’s parse_portset %j',
    (value, ranges) => {
      const parts = value.split(',').map(parsePolicyPorts);
      const read = parts.includes(undefined)
        ? null
        : parts.flatMap((part) => (part ? [`${part.first}-${part.last}`] : [])).join(' ');
      expect(read).toBe(ranges);
      expect(isValid({ type: 'policy-ports' }, value)).toBe(ranges !== null);
      if (ranges === null) expect(isValid({ type: 'opaque-ports' }, value)).toBe(false);
    },
  );

  it.each(rowsOf<boolean[]>('env-json'))('json.Unmarshal into []EnvVar %j', (value, valid) => {
    const isNameless = /\[(?:null|\{\}|\{"value":"b"\}|\{"name":"",)/.test(value);
    expect(isValid({ type: 'env-json' }, value)).toBe(valid && !isNameless);
  });
});
