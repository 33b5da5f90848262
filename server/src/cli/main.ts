/** The program `linkerd-lint`. All other code is in a bundle of its own, so that it is loaded from Node's compile cache. */
import { join } from 'node:path';
import { requireCached } from '../node/compileCache.ts';

const { run } = requireCached(join(__dirname, 'commandLine.js')) as typeof import('./commandLine.ts');
void run(process.argv.slice(2));
