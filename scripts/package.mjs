/** `npm run package`: builds if needed, writes linkerd-lint.vsix, and prints where it is and how large. */
import { statSync } from 'node:fs';
import { vsix } from './project/paths.mjs';
import { fail, step } from './project/progress.mjs';
import { ensureBuilt, packageExtension } from './project/ready.mjs';

ensureBuilt()
  .then(() => step('Packaging', packageExtension))
  .then(() => console.log(`${vsix} (${Math.ceil(statSync(vsix).size / 1000)} kB)`))
  .catch(fail);
