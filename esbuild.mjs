import { rmSync } from 'node:fs';
import { build, context } from 'esbuild';

const node = { platform: 'node', format: 'cjs', target: 'node20' };
const web = { platform: 'browser', format: 'cjs', target: 'es2022' };
const worker = { platform: 'browser', format: 'iife', target: 'es2022' };

/** Every bundle that is shipped. VS Code loads extensions as CommonJS; a web worker takes a plain script. */
const BUNDLES = [
  { ...node, entryPoints: { extension: 'client/src/node.ts' }, outdir: 'dist', external: ['vscode'] },
  {
    ...node,
    entryPoints: { server: 'server/src/lsp/node.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...node,
    entryPoints: { cli: 'server/src/cli/main.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...web, entryPoints: { extension: 'client/src/browser.ts' }, outdir: 'dist/web', external: ['vscode'] },
  { ...worker, entryPoints: { server: 'server/src/lsp/browser.ts' }, outdir: 'dist/web' },
];

const isWatching = process.argv.includes('--watch');
const shared = {
  bundle: true,
  minify: !isWatching,
  sourcemap: isWatching,
  legalComments: 'none',
  logLevel: 'info',
  // Several libraries put a UMD build first, whose hidden require calls a bundler cannot follow.
  mainFields: ['module', 'main'],
};

rmSync('dist', { recursive: true, force: true });
if (isWatching) {
  for (const bundle of BUNDLES) await (await context({ ...shared, ...bundle })).watch();
} else {
  await Promise.all(BUNDLES.map((bundle) => build({ ...shared, ...bundle })));
}
