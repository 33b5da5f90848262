import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';

/**
 * Adds a last line to a bundle that is another one whenever the bundle is: what V8 has compiled of it is kept under that
 * name (`server/src/startup/compiledCode.ts`).
 *
 * @param {string} file
 */
export function appendDigest(file) {
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
  appendFileSync(file, `// ${digest}\n`);
}
