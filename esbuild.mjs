import { rmSync } from 'node:fs';
import { analyzeMetafile, build, context } from 'esbuild';
import { barrels } from './scripts/build/barrels.mjs';
import { finish } from './scripts/build/finish.mjs';
import { late } from './scripts/build/late.mjs';
import { lending } from './scripts/build/lending.mjs';

const client = lending({
  lenderFile: './web/extension.js',
  start: `export const activate = (extension) => require('./client/src/browser.ts').activate(extension);
    export const deactivate = () => require('./client/src/browser.ts').deactivate();`,
});
const server = lending({
  lenderFile: './web/server.js',
  module: 'server/src/lsp/server.ts',
  loader: 'server/src/startup/bundles.ts',
  start: `if (typeof importScripts === 'function') own.serve(require('./server/src/lsp/browser.ts').connectWorker());`,
});

const node = { platform: 'node', format: 'cjs', target: 'node20', outdir: 'dist' };
const program = { ...node, banner: { js: '#!/usr/bin/env node' } };
const web = { platform: 'browser', target: 'es2022', outdir: 'dist/web' };
/** A web worker takes a plain script, and Node a module. */
const script = {
  format: 'iife',
  globalName: 'linkerdLint',
  footer: { js: 'if (typeof module === "object") module.exports = linkerdLint;' },
};

/** Ordinary documents are read by the scanner, and most of the time no configuration file is. */
const PARSERS = {
  'libraryParser.ts': ['readFully'],
  'globs.ts': ['isSimpleEnough', 'pathTest'],
  'diff.ts': ['unifiedDiff'],
  yaml: ['isMap', 'isNode', 'isScalar', 'isSeq', 'parseDocument'],
};

const WIDTHS = { 'fast-string-width': ['default'] };

/** Every bundle that is shipped, the borrowing before the lending. VS Code loads extensions as CommonJS. */
const BUNDLES = [
  {
    ...node,
    entryPoints: { extension: 'client/src/node.ts' },
    plugins: [client.borrow],
    external: ['vscode'],
  },
  {
    ...program,
    entryPoints: { server: 'server/src/lsp/node.ts' },
    plugins: [
      // For ways to a client that hardly any takes.
      late({ child_process: ['fork', 'spawnSync'] }, 'child_process'),
      late({ crypto: ['randomBytes'] }, 'crypto'),
      server.borrow,
    ],
  },
  {
    ...program,
    entryPoints: { cli: 'server/src/cli/main.ts' },
    plugins: [late({ 'node:v8': ['setFlagsFromString'] }, 'node:v8')],
    // Node takes far longer to import than to require.
    supported: { 'dynamic-import': false },
  },
  {
    ...node,
    entryPoints: { linting: 'server/src/cli/linting.ts' },
    plugins: [
      late(PARSERS, './parser.js'),
      late(WIDTHS),
      late({ 'node:readline/promises': ['createInterface'] }, 'node:readline/promises'),
    ],
    supported: { 'dynamic-import': false },
    // The build for Node loads what reads translations, and the command line has none.
    alias: { '@vscode/l10n': './node_modules/@vscode/l10n/dist/browser.js' },
  },
  { ...node, entryPoints: { parser: 'server/src/cli/parser.ts' } },
  {
    ...web,
    format: 'cjs',
    entryPoints: { extension: 'lender' },
    plugins: [client.lend],
    external: ['vscode'],
  },
  {
    ...web,
    ...script,
    entryPoints: { server: 'lender' },
    plugins: [late({ ...PARSERS, ...WIDTHS }), server.lend],
  },
];

const isWatching = process.argv.includes('--watch');
/** Prints what each bundle consists of. */
const isAnalyzing = process.argv.includes('--analyze');

const shared = {
  bundle: true,
  minify: !isWatching,
  sourcemap: isWatching,
  metafile: true,
  legalComments: 'none',
  logLevel: 'info',
  // Several libraries put a UMD build first, whose hidden require calls a bundler cannot follow.
  mainFields: ['module', 'main'],
  // The build for browsers lacks only what Node's streams and warnings need, and we have no use for those.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
};

async function make(bundle) {
  const { metafile } = await build(bundle);
  for (const file of Object.keys(metafile.outputs)) finish(file);
  if (isAnalyzing) console.log(await analyzeMetafile(metafile));
}

async function watch(bundle) {
  const watched = await context(bundle);
  await watched.rebuild();
  await watched.watch();
}

rmSync('dist', { recursive: true, force: true });
for (const { plugins = [], ...bundle } of BUNDLES)
  await (isWatching ? watch : make)({ ...shared, ...bundle, plugins: [...plugins, barrels] });
