/**
 * Shared by the end-to-end suites: each is a folder of test/e2e with a workspace, and runs in a window of its own.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project/paths.mjs';
import { broken, readResult, resultFile, total } from './outcome.mjs';

/** The suites' folder. */
export const sources = join(root, 'test', 'e2e');

/** Suites for a VS Code in another language. Its own texts stay English, because no language pack is installed. */
const languages = { 'simplified-chinese': 'zh-cn' };

/** Suites for a folder that the user does not trust. */
const untrusted = new Set(['untrusted-folder']);

/** Milliseconds for a whole suite with the start of VS Code; enough for a single slow core. */
const timeout = 180_000;

/** The suites' names. */
export function suiteNames() {
  return readdirSync(sources).filter((name) => existsSync(join(sources, name, 'workspace')));
}

/**
 * Runs every suite in a host, one after the other, and stops the host.
 *
 * @param {string} kind the name for results and outcome
 * @param {import('./hosts.mjs').Host} host
 * @param {(name: string) => Promise<object>} prepare what the host needs to run this suite
 * @param {readonly string[]} [only] the suites to run, instead of all
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runSuites(kind, host, prepare, only) {
  if (host.leftOut) return { name: kind, passed: 0, failed: 0, leftOut: [host.leftOut] };
  const parts = [];
  try {
    for (const name of chosen(only)) {
      if (languages[name] && host.speaksEnglishOnly) continue;
      if (untrusted.has(name) && host.trustsAll) continue;
      const file = await resultFile(`${kind}-${name}.json`);
      const { end, log } = await host.runSuite({
        ...(await prepare(name)),
        language: languages[name],
        isTrusted: !untrusted.has(name),
        timeout,
      });
      parts.push(judge(name, readResult(file), end, log));
    }
  } finally {
    await host.stop();
  }
  return total(kind, parts);
}

function chosen(only) {
  const names = suiteNames();
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown) throw new Error(`There is no suite ${unknown}; there are ${names.join(', ')}.`);
  return only ?? names;
}

function judge(name, result, end, log) {
  print(name, result, end, log);
  if (!result) return broken;
  const { passes, failures, pending } = result.stats;
  const unexplained = end !== 'passed' && failures === 0;
  return { passed: passes, failed: failures + (unexplained ? 1 : 0), skipped: pending };
}

function print(name, result, end, log) {
  console.log(`\n  ${name}`);
  for (const test of result?.passes ?? []) console.log(`    ✓ ${test.fullTitle} (${test.duration} ms)`);
  for (const test of result?.failures ?? [])
    console.log(`    ✗ ${test.fullTitle}\n${indent(test.err.stack)}`);
  if (end === 'passed' || result?.failures.length) return;
  console.log(`    ✗ the suite broke down: ${end}\n${indent(log.slice(-40).join('\n'))}`);
}

function indent(text = '') {
  return text.replace(/^/gm, '        ');
}
