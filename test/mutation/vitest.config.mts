import { defineConfig } from 'vitest/config';

/** The tests that mutants of one folder have to survive: `scripts/mutate.mjs` names them. */
export default defineConfig({
  test: {
    include: (process.env.MUTATION_TESTS ?? '').split(' '),
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
