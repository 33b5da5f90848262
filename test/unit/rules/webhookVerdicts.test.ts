import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../support/lint.ts';

interface Verdict {
  readonly what: string;
  readonly rejected: boolean;
  readonly words: string;
  readonly manifest: string;
}

const { cases } = JSON.parse(readFileSync('test/data/webhook-verdicts.json', 'utf8')) as {
  readonly cases: readonly Verdict[];
};

/** What the API server alone rejects, by its schemas, which the webhook was asked without; and what is accepted without effect. */
const OF_OTHERS = /^(?:resource-|server-port-digits$)/;

/** The API server rejects it by a rule in the schema of the Gateway API, which the webhook does not have. */
const REJECTED_BEFORE = 'Route gateway backendRequest above';

/** What Linkerd's own code said of a hundred resources. */
describe('Linkerd’s webhook', () => {
  it.each(cases)('$what: rejected $rejected $words', ({ what, manifest, rejected }) => {
    const errors = lint(concerning(manifest)).filter(({ severity }) => severity === 'error');
    if (rejected || what === REJECTED_BEFORE) expect(errors.map(({ rule }) => rule)).not.toEqual([]);
    else expect(errors.filter(({ rule }) => !OF_OTHERS.test(rule))).toEqual([]);
    const places = errors.map(({ range }) => `${range.start}-${range.end}`);
    expect(new Set(places).size, 'one finding for one mistake').toBe(places.length);
  });
});

/** A route of the Gateway API is only looked at where its document has to do with Linkerd. */
function concerning(manifest: string): string {
  return manifest.includes('linkerd')
    ? manifest
    : manifest.replace('metadata:\n', 'metadata:\n  labels: {app: linkerd}\n');
}
