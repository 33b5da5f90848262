import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../server/src/linkerd/catalogue/catalogue.ts';
import { choicesOf } from '../../../../server/src/linkerd/values/choices.ts';
import { parseGoDuration } from '../../../../server/src/linkerd/values/goDuration.ts';
import { parsePolicyDuration } from '../../../../server/src/linkerd/values/policyDuration.ts';
import { parseQuantity } from '../../../../server/src/linkerd/values/quantity.ts';
import { readValue } from '../../../../server/src/linkerd/values/readValue.ts';
import type { ValueType } from '../../../../server/src/linkerd/values/valueType.ts';
import { measured } from '../../../support/processorTime.ts';
import { runs } from '../../../support/properties.ts';
import { rowsOf } from './tables.ts';

const FREE_TYPES = [
  'go-bool',
  'proxy-bool',
  'go-duration',
  'policy-duration',
  'seconds-or-go-duration',
  'quantity',
  'port',
  'skip-ports',
  'opaque-ports',
  'policy-ports',
  'cidr-list',
  'integer',
  'log-filter',
  'env-json',
  'http-status-list',
  'grpc-status-list',
  'text',
] as const;

/** Every type: those of the catalogue with their limits and words, and each without any. */
const TYPES: readonly ValueType[] = [
  ...new Map(CATALOGUE.map(({ value }) => [JSON.stringify(value), value])).values(),
  ...FREE_TYPES.map((type) => ({ type })),
];

const VALUES = [
  ...FREE_TYPES.flatMap((type) => rowsOf(type).map(([value]) => value)),
  ...[
    'enable',
    'Enabled',
    ' enabled',
    'true',
    'yes',
    'on',
    'off',
    'DENY',
    'all_authenticated',
    'constructor',
    '__proto__',
  ],
];

/** Applies a suggestion, if there is one. */
function mend(type: ValueType, value: string): string | undefined {
  const reading = readValue(type, value);
  if (reading.isValid || reading.suggestion === undefined) return undefined;
  return value.slice(0, reading.range.start) + reading.suggestion + value.slice(reading.range.end);
}

/** The types and values for which a law does not hold. */
function failures(holds: (type: ValueType, value: string) => boolean): string[] {
  return TYPES.flatMap((type) =>
    VALUES.filter((value) => !holds(type, value)).map((value) => `${type.type} ${JSON.stringify(value)}`),
  );
}

describe('every reading', () => {
  it('names a part of the value and a reason', () => {
    expect(
      failures((type, value) => {
        const reading = readValue(type, value);
        if (reading.isValid) return true;
        const { start, end } = reading.range;
        return reading.reason !== '' && start >= 0 && start <= end && end <= value.length;
      }),
    ).toEqual([]);
  });

  it('suggests something else, and in the end something that is taken', () => {
    expect(
      failures((type, value) => {
        let mended: string | undefined = value;
        for (let step = 0; step < 30; step++) {
          const next = mend(type, mended);
          if (next === undefined) return true;
          if (next === mended) return false;
          mended = next;
        }
        return false;
      }),
    ).toEqual([]);
  });

  it('takes time in proportion to the text', () => {
    const hostile = [
      '0',
      '1',
      '9',
      '5s',
      ' ',
      '\t',
      ',',
      '-',
      '=',
      '[',
      '[a{b',
      '1.',
      'e',
      '[{',
      '80, ',
      '::',
      'a=b,',
      '"',
      '_1',
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(50_000 / piece.length));
      const { milliseconds } = measured(() => FREE_TYPES.map((type) => readValue({ type }, text)));
      expect(milliseconds, piece).toBeLessThan(1500);
    }
  });

  it('is made of any text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.string({ unit: 'binary' }), (type, value) => {
        expect(typeof readValue(type, value).isValid).toBe('boolean');
      }),
      runs(2000),
    );
  });
});

describe('choices', () => {
  it('are values that are taken', () => {
    for (const type of TYPES) {
      for (const { value, meaning } of choicesOf(type)) {
        expect(readValue(type, value).isValid, `${type.type} ${value}`).toBe(true);
        expect(meaning()).not.toBe('');
      }
    }
  });
});

describe('durations', () => {
  it('add up in Go', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(59), fc.nat(59), fc.nat(999), (hours, minutes, seconds, millis) => {
        const sum =
          ((BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds)) * 1000n + BigInt(millis);
        expect(parseGoDuration(`${hours}h${minutes}m${seconds}s${millis}ms`)).toBe(sum * 1_000_000n);
        expect(parseGoDuration(`-${hours}h${minutes}m${seconds}s${millis}ms`)).toBe(-sum * 1_000_000n);
      }),
      runs(200),
    );
  });

  it('mean the same in Go and in the policy controller where both take them', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom('ms', 's', 'm', 'h'), (count, unit) => {
        const text = `${count}${unit}`;
        expect((parsePolicyDuration(text) ?? -1n) * 1_000_000n).toBe(parseGoDuration(text));
      }),
      runs(200),
    );
  });

  it.each([
    ['go-duration', '5', '5s'],
    ['go-duration', '1500', '1500ms'],
    ['go-duration', '1d', '24h'],
    ['go-duration', '5 s', '5s'],
    ['go-duration', '10 seconds', '10s'],
    ['go-duration', '5S', '5s'],
    ['go-duration', 'soon', undefined],
    ['policy-duration', '5', '5s'],
    ['policy-duration', '1m30s', '90s'],
    ['policy-duration', '1.5s', '1500ms'],
    ['policy-duration', '100us', undefined],
    ['policy-duration', '-5s', undefined],
  ] as const)('%s: %j is meant to be %j', (type, value, meant) => {
    expect(mend({ type }, value)).toBe(meant);
  });
});

describe('quantities', () => {
  it('weigh what their suffix says', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (count) => {
        const plain = parseQuantity(String(count)) ?? -1n;
        expect(parseQuantity(`${count}k`)).toBe(plain * 1000n);
        expect(parseQuantity(`${count}Ki`)).toBe(plain * 1024n);
        expect(parseQuantity(`${count}e3`)).toBe(plain * 1000n);
        expect((parseQuantity(`${count}m`) ?? -1n) * 1000n).toBe(plain);
        expect(parseQuantity(`-${count}`)).toBe(-plain);
      }),
      runs(200),
    );
  });

  it.each([
    ['128MB', '128M'],
    ['1gi', '1Gi'],
    ['100 m', '100m'],
    ['512K', '512k'],
    ['64MiB', '64Mi'],
    ['lots', undefined],
  ])('%j is meant to be %j', (value, meant) => {
    expect(mend({ type: 'quantity' }, value)).toBe(meant);
  });
});

describe('what values come to', () => {
  it.each([
    [{ type: 'go-duration' }, '150s', 150_000, '2 minutes 30 seconds'],
    [{ type: 'go-duration' }, '1500us', 1.5, '1 millisecond, because the rest is truncated'],
    [{ type: 'go-duration', wholeSeconds: true }, '1500ms', 1500, '1 second, because the rest is truncated'],
    [{ type: 'policy-duration' }, '1d', 86_400_000, '1 day'],
    [{ type: 'policy-duration' }, '0', 0, '0 seconds'],
    [{ type: 'seconds-or-go-duration' }, '3', 3000, '3 seconds'],
    [{ type: 'seconds-or-go-duration' }, '3m', 180_000, '3 minutes'],
    [{ type: 'quantity', of: 'cores' }, '500m', 0.5, '0.5 cores'],
    [{ type: 'quantity', of: 'cores' }, '1', 1, '1 core'],
    [{ type: 'quantity', of: 'bytes' }, '128Mi', 134_217_728, '128 MiB'],
    [{ type: 'quantity', of: 'bytes' }, '100M', 100_000_000, '95.37 MiB'],
    [{ type: 'quantity', of: 'bytes' }, '500m', 0.5, '0.5 bytes'],
    [{ type: 'go-bool' }, 'T', true, 'true'],
    [{ type: 'go-bool' }, 'false', false, undefined],
    [{ type: 'proxy-bool' }, ' F ', false, 'false'],
    [{ type: 'port' }, '+04190', 4190, undefined],
    [{ type: 'integer', min: 0, isTrimmed: true, max: 99 }, ' 7 ', 7, undefined],
    [{ type: 'number', min: 0, max: 1 }, '.25', 0.25, undefined],
    [{ type: 'number', min: 0, max: 1, isOpen: true }, '0x1p-2', 0.25, undefined],
    [{ type: 'cidr-list' }, '10.0.0.0/8, 192.168.0.0/16', ['10.0.0.0/8', '192.168.0.0/16'], undefined],
    [{ type: 'http-status-list' }, '5XX,500-504', ['5xx', '500-504'], undefined],
    [{ type: 'grpc-status-list' }, 'Internal', ['internal'], undefined],
    [{ type: 'text' }, 'any', 'any', undefined],
    [
      { type: 'log-filter' },
      'warn,linkerd=debug',
      [
        { target: '', span: '', level: 'warn' },
        { target: 'linkerd', span: '', level: 'debug' },
      ],
      'everything at warn, linkerd at debug',
    ],
    [{ type: 'env-json' }, '[{"name":"A","value":"b"}]', [{ name: 'A' }], 'A'],
  ] as const)('%j %j', (type, text, value, meaning) => {
    expect(readValue(type, text)).toEqual({
      isValid: true,
      value,
      ...(meaning !== undefined && { meaning }),
    });
  });

  it.each([
    [{ type: 'opaque-ports' }, '3306, 6379', [3306, 6379], 'ports 3306, 6379'],
    [{ type: 'skip-ports' }, '79-80', [79, 80], 'ports 79–80'],
    [
      { type: 'skip-ports' },
      '1-8079,8081-65535',
      [1, 79, 80, 3306, 6379, 65_535],
      'ports 1–8079, 8081–65535',
    ],
    [{ type: 'skip-ports' }, '80', [80], 'port 80'],
    [{ type: 'policy-ports' }, '', [], 'no port'],
  ] as const)('ports: %j %j', (type, text, ports, meaning) => {
    const reading = readValue(type, text);
    expect(reading).toMatchObject({ isValid: true, meaning });
    const asked = [0, 1, 79, 80, 3306, 6379, 8080, 65_535];
    expect(asked.filter((port) => reading.isValid && reading.value.has(port))).toEqual(ports);
  });

  it('are what the catalogue spells, for words in any case', () => {
    const choices = [{ value: 'enabled', meaning: () => 'On.' }];
    const type = { type: 'enum', choices, ignoresCase: true, isTrimmed: true } as const;
    expect(readValue(type, ' ENABLED')).toEqual({ isValid: true, value: 'enabled', meaning: 'On.' });
  });
});

describe('log filters', () => {
  it.each([
    ['warning', 'warn'],
    ['warn, linkerd=debug', 'warn,linkerd=debug'],
    ['linkerd=warning', 'linkerd=warn'],
    ['linkerd:debug', 'linkerd=debug'],
    ['warn;linkerd=debug', 'warn,linkerd=debug'],
    ['"warn"', 'warn'],
    ['inf', 'info'],
    ['*=info', undefined],
  ])('%j is meant to be %j', (value, meant) => {
    expect(mend({ type: 'log-filter' }, value)).toBe(meant);
  });

  it('leave unknown modules alone', () => {
    for (const value of ['hyper', 'h2=warn,tower=trace', 'my_crate', 'linkerd_proxy_http::h1'])
      expect(readValue({ type: 'log-filter' }, value).isValid, value).toBe(true);
  });
});
