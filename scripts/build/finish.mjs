import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Makes of a bundle what is loaded fastest. Its characters are all of ASCII, for a single other one has V8 keep two bytes
 * of each; the bundler itself leaves those in regular expressions. And its last line is another one whenever the bundle
 * is: what V8 compiles of it is kept under that name (`server/src/startup/compiledCode.ts`).
 *
 * @param {string} file
 */
export function finish(file) {
  const code = readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped);
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
  writeFileSync(file, `${code}// ${digest}\n`);
}

function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
