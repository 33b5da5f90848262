import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** The first test that fails ends a mutant's run, so the quick ones are first. */
class QuickFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]) {
    const duration = new Map(
      files.map((file) => {
        const key = `${file.project.name}:${relative(this.ctx.config.root, file.moduleId)}`;
        return [file, this.ctx.cache.getFileTestResults(key)?.duration ?? 0];
      }),
    );
    return [...files].sort((a, b) => (duration.get(a) ?? 0) - (duration.get(b) ?? 0));
  }
}

/** The tests that mutants of one folder have to survive: `scripts/mutate.mjs` names them. */
export default defineConfig({
  test: {
    include: (process.env.MUTATION_TESTS ?? '').split(' '),
    // Each runs for many seconds, on all rules or on long random texts: too long to run for each mutant.
    exclude: ['interests', 'interplay', 'robustness', 'scale'].map(
      (name) => `test/unit/engine/${name}.test.ts`,
    ),
    env: { BRIEF_TESTS: 'yes' },
    setupFiles: ['test/support/frozenFacts.ts'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: QuickFirst },
  },
});
