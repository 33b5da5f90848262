/** `npm run package`: builds if needed and writes linkerd-lint.vsix. */
import { fail, step } from './project/progress.mjs';
import { ensureBuilt, packageExtension } from './project/ready.mjs';

ensureBuilt()
  .then(() => step('Packaging', packageExtension))
  .catch(fail);
