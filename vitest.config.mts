import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** GitHub's language service imports JSON as only bundlers take it, and names source maps that it does not bring. */
const actions = /[\\/]node_modules[\\/]@actions[\\/]/;

/** Milliseconds for a test: many times what the longest one takes when nothing else runs. */
const PATIENCE = 180_000;

const RULE_TESTS = 'test/unit/rules/**/*.test.ts';

export default defineConfig({
  plugins: [
    {
      name: 'without-source-maps',
      load: (id) => (actions.test(id) && id.endsWith('.js') ? readFile(id, 'utf8') : undefined),
    },
  ],
  test: {
    setupFiles: ['test/support/frozenFacts.ts'],
    projects: [
      // The tests of rules share no state, and are many: loading all rules for each of them took five times as long.
      { extends: true, test: { name: 'rules', include: [RULE_TESTS], isolate: false } },
      {
        extends: true,
        test: {
          name: 'others',
          include: ['unit', 'server', 'cli', 'editors', 'playground', 'ci'].map(
            (folder) => `test/${folder}/**/*.test.ts`,
          ),
          exclude: [RULE_TESTS],
        },
      },
    ],
    // Only what never ends fails for its time: how busy the machine is decides no test. Where time is what a test is
    // about, it measures the processor's.
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    // Compiled code of tests belongs to the project, not to whoever runs them.
    env: { XDG_CACHE_HOME: resolve('node_modules/.cache') },
    server: { deps: { inline: [actions] } },
  },
});
