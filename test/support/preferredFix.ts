import { expect } from 'vitest';
import type { Finding } from '../../server/src/engine/finding.ts';

/** Rules whose fixes all have a price, so that the user has to choose one. */
const NEVER: ReadonlySet<string> = new Set([
  'opaque-port-has-app-protocol',
  'skip-outbound-missing-proxy-ports',
]);

/** Rules of which that holds in some environments, or for some values. */
const SOMETIMES: ReadonlySet<string> = new Set([
  'invalid-skip-subnets',
  'skip-inbound-covers-control-port',
  'skip-inbound-missing-proxy-ports',
  'skip-ports-no-valid-token',
  'skip-ports-not-tcp',
  'suppression-unknown-rule',
  'suppression-unused',
]);

/**
 * The command “Auto Fix” of an editor applies the preferred fix of a finding: there is one, and only one. A fix that changes other
 * uses of a text is no such fix.
 */
export function checkPreference({ rule, fixes }: Finding): void {
  const own = fixes.filter(({ title }) => !title.includes('changes every use of'));
  if (own.length === 0) return;
  const count = fixes.filter(({ isPreferred }) => isPreferred).length;
  const expected = SOMETIMES.has(rule) ? [0, 1] : [NEVER.has(rule) ? 0 : 1];
  expect(expected, `the number of preferred fixes of ${rule}`).toContain(count);
}
