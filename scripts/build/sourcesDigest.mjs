import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project/paths.mjs';

/**
 * Identifies what the server is built from: its sources, and the versions of libraries. Another build does not use the results
 * about files that this one keeps (`server/src/node/diskResults.ts`).
 */
export function sourcesDigest() {
  const sources = join(root, 'server', 'src');
  const names = readdirSync(sources, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const paths = [...names.sort().map((name) => join(sources, name)), join(root, 'package-lock.json')];
  const hash = createHash('sha1');
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}
