/** The licenses of the packages whose code is in the bundles; most of them require that. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project/paths.mjs';

/** Licenses that allow shipping the code together with its notice. Any other one has to be reviewed first. */
const KNOWN_LICENCES = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|thirdpartynotices)(?:[.-].*)?$/i;

/**
 * The text of a file with the notices.
 *
 * @param {import('esbuild').Metafile[]} metafiles of all bundles
 * @throws {Error} if a package has no license, or one that is not on the reviewed list
 */
export function notices(metafiles) {
  const folders = new Set(
    metafiles.flatMap(({ outputs }) =>
      Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs).flatMap(packageFolder)),
    ),
  );
  const sections = [...folders].map(section).sort();
  return `Linkerd Lint contains code of these packages, under their own licences.\n\n${sections.join('\n')}`;
}

/** The folder of the package that a file belongs to; undefined for our own files. */
function packageFolder(path) {
  const folder = /^.*(?:^|[/:])(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  return folder === undefined ? [] : [folder];
}

function section(folder) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest;
  if (!KNOWN_LICENCES.has(license)) throw new Error(`${name} has the licence ${license}. May we ship it?`);
  const files = readdirSync(join(root, folder)).filter((file) => LICENCE_FILE.test(file));
  const texts = files.sort().map((file) => readFileSync(join(root, folder, file), 'utf8'));
  if (files.length === 0) texts.push(standardText(manifest));
  const body = texts.map((text) => text.replace(/\r\n?/g, '\n').trim()).join('\n\n');
  return `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${body}\n`;
}

/** The text of the license named in package.json, for a package without the text. */
function standardText({ name, license, author }) {
  const holder = typeof author === 'string' ? author : author?.name;
  if (license !== 'MIT' || !holder) throw new Error(`${name} comes without the text of its licence.`);
  return `Copyright (c) ${holder}\n\n${MIT}`;
}

/** https://spdx.org/licenses/MIT.html */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
