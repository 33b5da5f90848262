import { join } from 'node:path';
import { loadBundle } from '../startup/bundles.ts';

/**
 * What needs the engine: linting, and the commands that tell of rules and settings. It is a bundle of its own, for most
 * runs find nothing that concerns Linkerd, and never load it.
 */
export function loadEngine(): typeof import('./linting.ts') {
  return loadBundle(join(__dirname, 'linting.js')) as typeof import('./linting.ts');
}
