/**
 * npm runs this after each installation. In a fresh checkout it builds, so that installing straight from a checkout
 * (pre-commit, the GitHub Action, `npm install git+…`) finds the bundles. Not a `prepare` or `prepack` script: `npm
 * pack` would print its output, which pre-commit would read as a file's name.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project/paths.mjs';
import { bundles } from './project/ready.mjs';

const isBuilt = bundles.every((bundle) => existsSync(join(root, bundle)));
// Without the development dependencies there is nothing to build with.
if (!isBuilt && existsSync(join(root, 'node_modules', 'esbuild'))) await import('../esbuild.mjs');
