import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** GitHub's language service imports JSON as only bundlers take it, and names source maps that it does not bring. */
const actions = /[\\/]node_modules[\\/]@actions[\\/]/;

export default defineConfig({
  plugins: [
    {
      name: 'without-source-maps',
      load: (id) => (actions.test(id) && id.endsWith('.js') ? readFile(id, 'utf8') : undefined),
    },
  ],
  test: {
    include: [
      'test/unit/**/*.test.ts',
      'test/server/**/*.test.ts',
      'test/cli/**/*.test.ts',
      'test/editors/**/*.test.ts',
      'test/ci/**/*.test.ts',
    ],
    // Compiled code of tests belongs to the project, not to whoever runs them.
    env: { XDG_CACHE_HOME: resolve('node_modules/.cache') },
    server: { deps: { inline: [actions] } },
  },
});
