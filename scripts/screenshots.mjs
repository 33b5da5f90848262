/** `npm run screenshots`: takes the README's pictures from the packaged extension in a real VS Code. */
import { fail } from './project/progress.mjs';
import { ensurePackaged } from './project/ready.mjs';

async function main() {
  await ensurePackaged();
  // Loaded late, because it needs what the step before installs.
  const { takePictures } = await import('./screenshots/takePictures.mjs');
  await takePictures();
}

main().catch(fail);
