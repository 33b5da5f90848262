import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AFFECTED, FIXED_CNI, PROXY_INIT } from '../../support/lint.ts';
import { onPod } from './hoverAt.ts';

/** A row of what was seen; see `test/unit/linkerd/inboundSkipping.test.ts`, which reads the rest of it. */
interface SeenRow {
  readonly setup: keyof typeof SETTINGS;
  readonly pod: string | null;
  readonly namespace?: string;
  readonly starts: boolean;
  readonly tap?: keyof typeof TAP;
  readonly metrics?: Readonly<Record<string, { readonly meshed: number }>>;
}

const SETTINGS = { 'proxy-init': PROXY_INIT, 'cni-appending': FIXED_CNI, 'cni-replacing': AFFECTED };
const NAMES = {
  'proxy-init': 'proxy-init',
  'cni-appending': 'linkerd-cni ≥ v1.6.3',
  'cni-replacing': 'linkerd-cni before v1.6.3',
};
const TAP = {
  works: ['✓ direct', /✓ \*\*Tap (?:and metrics reach|reaches) the pod directly\.\*\*/],
  no_tls_from_remote: ['✗ `no_tls_from_remote`', /✗ \*\*Tap fails\*\* with `no_tls_from_remote`/],
  'required id': ['✗ `required id`: no TLS identity', /✗ \*\*Tap is refused\*\* with `required id`/],
} as const;

const { rows } = JSON.parse(readFileSync('test/data/skip-inbound-seen.json', 'utf8')) as {
  rows: readonly SeenRow[];
};
const written = rows.filter(({ pod, namespace }) => pod !== null && namespace === undefined);

function hoverOf(pod: string | null, settings?: (typeof SETTINGS)['proxy-init']): string {
  return onPod(`config.linkerd.io/$0skip-inbound-ports: ${JSON.stringify(pod)}`, settings);
}

/** The cells behind a setup's name in the table of an unknown environment. */
function cellsOf(markdown: string, setup: SeenRow['setup']): string[] {
  const row = markdown.split('\n').find((line) => line.startsWith(`| ${NAMES[setup]} |`)) ?? '';
  return row
    .split('|')
    .slice(2, 4)
    .map((cell) => cell.trim());
}

describe('the hover says what was seen', () => {
  describe.each(written)('$setup, $pod', ({ setup, pod, starts, tap, metrics }) => {
    const [tapCell, metricsCell] = cellsOf(hoverOf(pod), setup);
    const sentence = hoverOf(pod, SETTINGS[setup]);

    it('of the pod', () => {
      expect(tapCell === '✗ pod does not start').toBe(!starts);
      expect(sentence.includes('✗ **The pod does not start**')).toBe(!starts);
    });

    // What was not looked at in a row is not there to be compared.
    if (tap)
      it('of tap', () => {
        const [cell, pattern] = TAP[tap ?? 'works'];
        expect(tapCell).toBe(cell);
        expect(sentence).toMatch(pattern);
      });

    if (metrics)
      it('of metrics', () => {
        const isRefused = metrics?.['all-authenticated']?.meshed === 403;
        expect(metricsCell).toBe(isRefused ? '✓ but 403 under `all-authenticated`' : '✓ direct');
        expect(sentence.includes('a meshed scrape gets 403')).toBe(isRefused);
      });
  });
});
