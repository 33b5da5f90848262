/** The places in this project. Plain Node only: this runs before anything is installed. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Downloaded programs, test bundles and results. Ignored by git; may be deleted at any time. */
export const cache = join(root, '.vscode-test');

/** The packaged extension, as `npm run package` writes it. */
export const vsix = join(root, 'linkerd-lint.vsix');
