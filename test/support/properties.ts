import type { Parameters } from 'fast-check';
import { isBrief } from './thoroughness.ts';

/**
 * Runs a property a bounded number of times, always with the same values, so that a failure is a failure for everybody.
 * fast-check prints the seed and the smallest example.
 */
export function runs<Values>(numRuns: number): Parameters<Values> {
  return { numRuns: isBrief ? Math.ceil(numRuns / 10) : numRuns, seed: 13_976 };
}
