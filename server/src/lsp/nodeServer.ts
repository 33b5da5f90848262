import { fileURLToPath } from 'node:url';
import { LOCAL_FILES } from '../node/localFiles.ts';
import { commandFor, runCommand, shellCommand } from '../node/renderTool.ts';
import { DISK_FILES } from './diskFiles.ts';
import { serve, spellUris } from './server.ts';
import { readTranslations } from './translations.ts';
import { connectClient } from './transport.ts';

const connection = connectClient(process.argv.slice(2), spellUris);

// Node would end the process, and an editor does not start a server for ever that ends again and again.
process.on('unhandledRejection', (error) =>
  connection.console.error(String((error as Error | undefined)?.stack ?? error)),
);
serve(connection, {
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
