/** The unit tests. */
import { join } from 'node:path';
import { root } from '../project/paths.mjs';
import { run } from '../project/processes.mjs';
import { broken, readResult, resultFile, total } from './outcome.mjs';

/** @returns {Promise<import('./outcome.mjs').Outcome>} */
export async function unit() {
  const file = await resultFile('unit.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run(process.execPath, [vitest, 'run', ...reporters], {
    cwd: root,
  });
  return total('unit', [counts(readResult(file), code)]);
}

function counts(result, code) {
  if (!result) return broken;
  // A test file that cannot be loaded has no tests to count, but has failed.
  const unloadable = result.testResults.filter(
    (it) => it.status === 'failed' && it.assertionResults.length === 0,
  );
  const failed = result.numFailedTests + unloadable.length;
  return {
    passed: result.numPassedTests,
    // Errors outside of tests only show in the exit code.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}
