import { readFile } from 'node:fs/promises';
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
    server: { deps: { inline: [actions] } },
  },
});
