/** The program `linkerd-language-server`. */
import { join } from 'node:path';
import { requireCached } from '../node/compileCache.ts';

// Nearly all code is in this bundle (`scripts/build/shareWithWebBundle.mjs`), which the rest requires.
requireCached(join(__dirname, 'web', 'server.js'));
void import('./nodeServer.ts');
