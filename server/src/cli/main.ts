/** The program `linkerd-lint`. Its bundle is this alone, so that all other code is loaded with Node's compile cache. */
import { join } from 'node:path';
import { enableCompileCache } from '../node/compileCache.ts';

enableCompileCache();
require(join(__dirname, 'commandLine.js'));
