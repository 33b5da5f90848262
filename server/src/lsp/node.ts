/** The program `linkerd-language-server`. What it needs is imported late, so that Node's compile cache is used for it. */
import { enableCompileCache } from '../node/compileCache.ts';

enableCompileCache();
void import('./nodeServer.ts');
