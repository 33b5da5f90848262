import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { lint } from '../../support/lint.ts';

interface Verdict {
  readonly resource: object;
  /** What was done to it, if anything. */
  readonly mistake?: string;
  /** The API server's reason; missing where it took the resource. */
  readonly refused?: string;
}

/** Written by `npm run test:real -- schemas`; the first line names the versions and the date. */
const [, ...rows] = readFileSync('test/data/apiserver-verdicts.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Verdict);

/** The rules that say what the CRDs' schemas say; others are about Linkerd's webhooks, which were not there. */
const SCHEMA_RULE = /^resource-/;

/** Rules in CEL and keys of lists, which the schemas here do not have. */
const NOT_READ = [
  /must be (?:specified for|nil if)/,
  /cannot be longer than/,
  /Duplicate value|must be unique/,
  /One or both of/,
  /cannot contain an IP/,
  /must only contain valid characters/,
  /May specify either/,
  // A list to the CRD and an object to the webhook; service-profile-rejected speaks of the second.
  /condition\.not\[/,
  /^spec\.opaquePorts/,
];

/** Without one of its required fields, an object may be a patch's; then nothing is missing for certain. */
const MAY_BE_PATCH = /Required value|must validate one and only one schema/;

function findsError({ resource }: Verdict): boolean {
  return lint(stringify(resource)).some(
    ({ rule, severity }) => severity === 'error' && SCHEMA_RULE.test(rule),
  );
}

describe('a real API server', () => {
  const disagreements = rows.filter((row) => findsError(row) !== (row.refused !== undefined));

  it('was asked about two thousand resources, of which it refused half', () => {
    expect(rows.length).toBeGreaterThanOrEqual(2000);
    expect(rows.filter(({ refused }) => refused !== undefined).length).toBeGreaterThan(rows.length / 3);
  });

  it('refuses every resource in which an error is found', () => {
    expect(disagreements.filter(({ refused }) => refused === undefined)).toEqual([]);
  });

  it('refuses others only for what cannot be judged here', () => {
    const unexplained = disagreements.filter(
      ({ refused = '' }) => !NOT_READ.some((reason) => reason.test(refused)) && !MAY_BE_PATCH.test(refused),
    );
    expect(unexplained).toEqual([]);
    expect(disagreements.length).toBeLessThan(rows.length * SILENT);
  });
});

/** The share of resources about which nothing is said though they are refused. */
const SILENT = 0.025;
