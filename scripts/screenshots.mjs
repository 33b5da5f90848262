/**
 * `npm run screenshots [-- scene…]`: takes the pictures of the docs from the packaged extension in a real VS Code, and from
 * the playground; with names, such as `traffic terminal playground`, only these.
 */
import { fail } from './project/progress.mjs';
import { ensurePackaged } from './project/ready.mjs';

async function main() {
  await ensurePackaged();
  // Loaded late, because it needs what the step before installs.
  const { takePictures } = await import('./screenshots/takePictures.mjs');
  const named = process.argv.slice(2);
  await takePictures(named);
  if (named.length > 0 && !named.includes('playground')) return;
  const { takePlaygroundPictures } = await import('./screenshots/playgroundPictures.mjs');
  await takePlaygroundPictures();
}

main().catch(fail);
