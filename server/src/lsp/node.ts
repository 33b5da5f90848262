/** The program `linkerd-language-server`. */
import { join } from 'node:path';
import { requireCached } from '../node/compileCache.ts';

// Nearly all code is in this bundle (`scripts/build/shareWithWebBundle.mjs`); the rest takes it from there.
requireCached(join(__dirname, 'web', 'server.js'));
void import('./nodeServer.ts');
