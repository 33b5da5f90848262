/** `npm run screenshots`: takes the pictures of the docs from the packaged extension in a real VS Code, and from the playground. */
import { fail } from './project/progress.mjs';
import { ensurePackaged } from './project/ready.mjs';

async function main() {
  await ensurePackaged();
  // Loaded late, because it needs what the step before installs.
  const { takePictures } = await import('./screenshots/takePictures.mjs');
  await takePictures();
  const { takePlaygroundPictures } = await import('./screenshots/playgroundPictures.mjs');
  await takePlaygroundPictures();
}

main().catch(fail);
