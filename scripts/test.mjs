/**
 * `npm test`: installs and builds if needed, then runs every suite.
 *
 *     node scripts/test.mjs [unit] [kustomize] [grammar] [e2e] [web] [--vscode=browser|desktop] [--only=<folder>,…] [--strict]
 *
 * With --only, just these folders of test/e2e run. With --strict, or CI=true in the environment, a suite that cannot run here is a failure.
 */
import { parseArgs } from 'node:util';
import { fail } from './project/progress.mjs';
import { ensureBuilt } from './project/ready.mjs';
import { e2e } from './testing/e2e.mjs';
import { grammar } from './testing/grammar.mjs';
import { kustomize } from './testing/kustomize.mjs';
import { unit } from './testing/vitest.mjs';
import { web } from './testing/web.mjs';

const suites = { unit, kustomize, grammar, e2e, web };

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      vscode: {
        type: 'string',
        default: process.platform === 'linux' ? 'browser' : 'desktop',
      },
      only: { type: 'string' },
      strict: { type: 'boolean', default: process.env.CI === 'true' },
    },
  });
  await ensureBuilt();
  const outcomes = [];
  for (const [name, suite] of chosen(positionals, values.vscode)) {
    console.log(`\n── ${name} ──`);
    outcomes.push(
      await suite({ desktop: values.vscode === 'desktop', only: values.only?.split(',') }).catch((error) =>
        brokenDown(name, error),
      ),
    );
  }
  report(outcomes, values.strict);
}

function chosen(names, vscode) {
  const unknown = names.find((name) => !(name in suites));
  if (unknown) throw new Error(`There is no suite ${unknown}; there are ${Object.keys(suites).join(', ')}.`);
  if (names.length > 0) return Object.entries(suites).filter(([name]) => names.includes(name));
  // In CI with the desktop program, npm may not have VS Code for the browser.
  return Object.entries(suites).filter(([name]) => name !== 'web' || vscode === 'browser');
}

function brokenDown(name, error) {
  console.error(error);
  return { name, passed: 0, failed: 1, leftOut: [] };
}

function report(outcomes, strict) {
  console.log();
  for (const { name, passed, failed } of outcomes) console.log(`${name}: ${passed} passed, ${failed} failed`);
  const leftOut = outcomes.flatMap((outcome) => outcome.leftOut);
  if (leftOut.length > 0) console.log(`\nLeft out${strict ? ', which counts as failed here' : ''}:`);
  for (const what of leftOut) console.log(`- ${what}`);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, strict ? leftOut.length : 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main().catch(fail);
