/**
 * `npm run build`: makes the bundles, the file with the pages that the extension shows, and its translations.
 *
 *     node esbuild.mjs [--watch] [--analyze] [--out <folder>]
 *
 * --watch    builds anew at each change, with source maps
 * --analyze  prints what each bundle consists of
 * --out      the folder for the bundles: dist
 */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyzeMetafile, build, context } from 'esbuild';
import { leaveOutFeatures } from './scripts/build/leaveOutFeatures.mjs';
import { notices } from './scripts/build/notices.mjs';
import { pages } from './scripts/build/pages.mjs';
import { shareWithWebBundle, WEB_ENTRY } from './scripts/build/shareWithWebBundle.mjs';
import { sourcesDigest } from './scripts/build/sourcesDigest.mjs';
import { squeezeScript } from './scripts/build/squeezeScript.mjs';
import { writeTranslations } from './scripts/build/translations.mjs';

const {
  watch: isWatching,
  analyze: isAnalyzing,
  out,
} = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    analyze: { type: 'boolean', default: false },
    out: { type: 'string', default: 'dist' },
  },
}).values;

const client = shareWithWebBundle({
  webBundle: './web/extension.js',
  start: `export const activate = (extension) => require('./client/src/browser.ts').activate(extension);
    export const deactivate = () => require('./client/src/browser.ts').deactivate();`,
});
const server = shareWithWebBundle({
  webBundle: './web/server.js',
  module: 'server/src/lsp/server.ts',
  start: `if (typeof importScripts === 'function') own.serve(require('./server/src/lsp/browser.ts').connectWorker());`,
});

const node = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outdir: out,
  // Node takes far longer to import one of its own modules than to require it.
  supported: { 'dynamic-import': false },
};
const program = { ...node, banner: { js: '#!/usr/bin/env node' } };
const web = { platform: 'browser', target: 'es2022', outdir: join(out, 'web') };
/** A web worker takes a plain script, and Node a module. */
const script = {
  format: 'iife',
  globalName: 'linkerdLint',
  footer: { js: 'if (typeof module === "object") module.exports = linkerdLint;' },
};

/** Every bundle that is shipped; those that take code from a web bundle before it. VS Code loads extensions as CommonJS. */
const BUNDLES = [
  {
    ...node,
    entryPoints: { extension: 'client/src/node.ts' },
    plugins: [client.take],
    external: ['vscode'],
  },
  { ...program, entryPoints: { server: 'server/src/lsp/node.ts' }, plugins: [server.take] },
  { ...program, entryPoints: { cli: 'server/src/cli/main.ts' } },
  {
    ...node,
    entryPoints: { commandLine: 'server/src/cli/commandLine.ts' },
    // The build for Node loads what reads translations, and the command line has none.
    alias: { '@vscode/l10n': './node_modules/@vscode/l10n/dist/browser.js' },
  },
  {
    ...web,
    format: 'cjs',
    entryPoints: { extension: WEB_ENTRY },
    plugins: [client.give, leaveOutFeatures],
    external: ['vscode'],
  },
  { ...web, ...script, entryPoints: { server: WEB_ENTRY }, plugins: [server.give, leaveOutFeatures] },
  // Loaded by the webview alone, in every host.
  {
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    outdir: join(out, 'picture'),
    entryPoints: { picture: 'picture/src/webview.ts' },
  },
];

const shared = {
  bundle: true,
  minify: !isWatching,
  sourcemap: isWatching,
  metafile: true,
  legalComments: 'none',
  logLevel: 'info',
  define: { SOURCES_DIGEST: JSON.stringify(sourcesDigest()) },
  // Several libraries put a UMD build first, whose hidden require calls a bundler cannot follow.
  mainFields: ['module', 'main'],
  // The build for browsers lacks only what Node's streams and warnings need, and we have no use for those.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
};

async function make(bundle) {
  const { metafile } = await build(bundle);
  if (isAnalyzing) console.log(await analyzeMetafile(metafile));
  for (const path of Object.keys(metafile.outputs)) squeezeScript(path);
  return metafile;
}

async function watch(bundle) {
  const watched = await context(bundle);
  await watched.rebuild();
  await watched.watch();
}

rmSync(out, { recursive: true, force: true });
const metafiles = [];
for (const bundle of BUNDLES) metafiles.push(await (isWatching ? watch : make)({ ...shared, ...bundle }));
writeFileSync(join(out, 'pages.txt'), pages());
await writeTranslations(join(out, 'l10n'));
copyFileSync('picture/picture.css', join(out, 'picture', 'picture.css'));
if (!isWatching) writeFileSync(join(out, 'THIRD_PARTY_NOTICES.txt'), notices(metafiles));
