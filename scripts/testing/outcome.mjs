/** The result of a test suite, read from the JSON that each test runner writes. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from '../project/paths.mjs';

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} leftOut what did not run, each with how to run it
 */

const results = join(cache, 'results');

/** The file for a runner's results, after removing those of an earlier run. */
export async function resultFile(name) {
  await mkdir(results, { recursive: true });
  const file = join(results, name);
  await rm(file, { force: true });
  return file;
}

/** Parses a result file; undefined if the runner failed before writing it. */
export function readResult(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * Adds up parts of a suite. A part without results has failed.
 *
 * @param {string} name
 * @param {{ passed: number, failed: number, skipped: number }[]} parts
 * @returns {Outcome}
 */
export function total(name, parts) {
  const sum = (key) => parts.reduce((all, part) => all + part[key], 0);
  const skipped = sum('skipped');
  const leftOut = skipped === 0 ? [] : [`${skipped} tests of ${name} are marked to be skipped.`];
  return { name, passed: sum('passed'), failed: sum('failed'), leftOut };
}

/** A part of a suite whose runner wrote no results. */
export const broken = { passed: 0, failed: 1, skipped: 0 };
