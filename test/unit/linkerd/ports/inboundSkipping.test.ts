import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { IptablesSetup } from '../../../../server/src/linkerd/environment/iptablesSetup.ts';
import {
  effectiveValue,
  type InboundList,
  ownPortsReach,
  skippedInbound,
  withholdsIdentity,
} from '../../../../server/src/linkerd/ports/inboundSkipping.ts';
import { parsePortList } from '../../../../server/src/linkerd/ports/portList.ts';

/** A row of what was seen on real proxies and iptables; what was not tried is missing. */
interface SeenRow {
  readonly setup: IptablesSetup;
  readonly pod: string | null;
  readonly namespace?: string;
  readonly starts: boolean;
  readonly ports?: Readonly<Record<string, 'skipped' | 'proxied'>>;
  readonly tap?: 'works' | 'no_tls_from_remote' | 'required id';
  readonly metrics?: Readonly<Record<string, { readonly meshed: number; readonly plain: number }>>;
}

const { rows } = JSON.parse(readFileSync('test/data/skip-inbound-seen.json', 'utf8')) as {
  rows: readonly SeenRow[];
};
const OWN = { control: 4190, admin: 4191 };
const NEWEST = { linkerd: 'edge-26.8.3' };

function listOf(value: string | undefined): InboundList | undefined {
  return value === undefined ? undefined : { value, list: parsePortList(value) };
}

function skippedIn({ setup, pod, namespace }: SeenRow) {
  return skippedInbound(listOf(effectiveValue(pod ?? undefined, namespace, setup)), setup, OWN);
}

function reachIn(row: SeenRow) {
  const skipped = skippedIn(row);
  const seen = listOf(effectiveValue(row.pod ?? undefined, row.namespace, 'destination'));
  return skipped && ownPortsReach(skipped, seen?.list, OWN, NEWEST);
}

describe('what was seen', () => {
  it('covers each setup', () => {
    expect(new Set(rows.map(({ setup }) => setup)).size).toBe(3);
    expect(rows.length).toBeGreaterThan(40);
  });

  describe.each(rows)('$setup, pod $pod, namespace $namespace', (row) => {
    it('starts or does not', () => {
      expect(skippedIn(row) !== undefined).toBe(row.starts);
    });

    // What was not looked at in a row is not there to be compared.
    if (row.ports)
      it('skips these ports', () => {
        const skipped = skippedIn(row);
        const found = Object.keys(row.ports ?? {}).map((port) => [
          port,
          skipped?.has(Number(port)) ? 'skipped' : 'proxied',
        ]);
        expect(Object.fromEntries(found)).toEqual(row.ports);
      });

    if (row.tap)
      it('gives tap this result', () => {
        expect(reachIn(row)?.tap).toBe(row.tap);
      });

    if (row.metrics)
      it('answers scrapes so', () => {
        const isAuthenticated = reachIn(row)?.metrics === 'authenticated';
        expect(row.metrics?.['all-unauthenticated']).toEqual({ meshed: 200, plain: 200 });
        expect(row.metrics?.['all-authenticated']).toEqual({
          meshed: isAuthenticated ? 200 : 403,
          plain: 403,
        });
      });
  });
});

describe('the identity of listed ports', () => {
  it.each([
    ['auto', true],
    ['2.11', true],
    ['2.10', false],
    ['edge-21.4.4', true],
    ['edge-21.4.3', false],
    ['2.99', true],
  ])('is withheld by %s: %s', (linkerd, expected) => {
    expect(withholdsIdentity({ linkerd })).toBe(expected);
  });

  it('is all that an older control plane does differently', () => {
    const list = parsePortList('8080,4190,4191');
    const skipped = skippedInbound({ value: '8080,4190,4191', list }, 'cni-replacing', OWN);
    expect(skipped && ownPortsReach(skipped, list, OWN, { linkerd: '2.10' })).toEqual({
      tap: 'works',
      metrics: 'authenticated',
    });
  });
});
