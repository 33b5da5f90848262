import { fileURLToPath } from 'node:url';
import { LOCAL_FILES } from '../node/localFiles.ts';
import { commandFor, runCommand, shellCommand } from '../node/renderTool.ts';
import { DISK_FILES } from './diskFiles.ts';
import { serve } from './server.ts';
import { readTranslations } from './translations.ts';
import { connectClient } from './transport.ts';

serve(connectClient(process.argv.slice(2)), {
  disk: DISK_FILES,
  readTranslations,
  renderer: {
    files: LOCAL_FILES,
    pathOf: (uri) => fileURLToPath(uri).replaceAll('\\', '/'),
    commandFor,
    shellCommand,
    runCommand,
  },
});
