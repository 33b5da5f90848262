/** Manifests that scripts change at random. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes. Larger files teach nothing that smaller ones do not, and cost many tries. */
const largest = 100_000;

/** The texts below a folder that mention Linkerd, in the order of their paths; the others are not even linted. */
export function manifestTexts(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.(ya?ml|json|tpl)$/.test(name) && !/(^|[\\/])(node_modules|\.git)[\\/]/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && statSync(file).size < largest)
    .sort()
    .map((file) => readFileSync(file, 'utf8'))
    .filter((text) => text.includes('linkerd'));
}
