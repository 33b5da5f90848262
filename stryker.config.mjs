import { fileURLToPath } from 'node:url';

/** How `npm run mutate` tests the tests; see `scripts/mutate.mjs`. */
export default {
  testRunner: 'vitest',
  // Under pnpm and in workspaces Stryker does not find its plugins by itself.
  plugins: [
    '@stryker-mutator/vitest-runner',
    fileURLToPath(new URL('test/mutation/plugins.mjs', import.meta.url)),
  ],
  vitest: { configFile: 'test/mutation/vitest.config.mts', related: false },
  // Texts for people are read by people; their translations and placeholders have checks of their own.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorers: ['texts'],
  // A mutant of what runs once when a module is loaded would need a process of its own.
  ignoreStatic: true,
  ignorePatterns: ['.vscode-test', 'dist', 'coverage', 'findings', 'docs/images', '*.vsix'],
  incremental: true,
  tempDirName: '.vscode-test/stryker',
  reporters: ['progress-append-only'],
  concurrency: 1,
  timeoutMS: 20_000,
  allowConsoleColors: false,
};
