/** Makes a fresh or outdated checkout ready to run: installs, builds and packages, each only if needed. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_FOLDERS } from '../build/pages.mjs';
import { extensionPage } from './extensionPage.mjs';
import { root, vsix } from './paths.mjs';
import { npm, runOrThrow } from './processes.mjs';
import { step } from './progress.mjs';

/** The sources of the bundles and the package. */
const sources = [
  'client',
  'picture',
  'server',
  'l10n',
  'esbuild.mjs',
  'scripts/build',
  'package.json',
  'package-lock.json',
  ...PAGE_FOLDERS,
];
const packaged = [
  ...sources,
  'syntaxes',
  'schema',
  'media',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.vscodeignore',
  'package.nls.json',
];
/** What vsce takes for the README. */
const EXTENSION_PAGE = 'dist/extension-page.md';

/** Each path from the root. */
export const bundles = [
  'cli',
  'commandLine',
  'server',
  'extension',
  'web/extension',
  'web/server',
  'picture/picture',
].map((name) => `dist/${name}.js`);

/** Installs the dependencies unless exactly the locked versions are there. */
async function ensureInstalled() {
  if (isInstalled()) return;
  await step('Installing the dependencies', () => npm(['ci'], { cwd: root, quiet: true }));
}

/** Installs, and builds the bundles unless they are newer than every source. */
export async function ensureBuilt() {
  await ensureInstalled();
  const oldest = Math.min(...bundles.map((file) => modified(join(root, file))));
  if (oldest > newest(sources)) return;
  await step('Building', () => npm(['run', 'build'], { cwd: root, quiet: true }));
}

/** Builds, and packages the extension unless the package is newer than everything in it. */
export async function ensurePackaged() {
  await ensureBuilt();
  if (modified(vsix) > newest([...packaged, 'dist'])) return;
  await step('Packaging', packageExtension);
}

/** Writes the .vsix file from what is built. */
export async function packageExtension() {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const hasRepository = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).repository !== undefined;
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(join(root, EXTENSION_PAGE), extensionPage(readme, { hasRepository }));
  const flags = [
    '--no-dependencies',
    '--allow-missing-repository',
    ...(hasRepository ? [] : ['--no-rewrite-relative-links']),
    '--readme-path',
    EXTENSION_PAGE,
    '--out',
    vsix,
  ];
  await runOrThrow(process.execPath, [vsce, 'package', ...flags], {
    cwd: root,
    quiet: true,
  });
  // Loaded late, because it needs what is installed first.
  const { squeezeZip } = await import('./squeezeZip.mjs');
  await squeezeZip(vsix);
}

function isInstalled() {
  const installed = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(
    // npm leaves out optional packages for other platforms.
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function lockedPackages(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

function newest(paths) {
  return Math.max(...paths.map((path) => modifiedWithin(join(root, path))));
}

function modifiedWithin(path) {
  if (!existsSync(path) || !statSync(path).isDirectory()) return modified(path);
  return Math.max(0, ...readdirSync(path).map((name) => modifiedWithin(join(path, name))));
}

function modified(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}
