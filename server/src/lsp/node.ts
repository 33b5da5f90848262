import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { FileHost } from '../workspace/fileHost.ts';
import { serve } from './server.ts';

/** Reads files from the disk. What is missing, forbidden or no file counts as not there. */
const disk: FileHost = {
  async readText(uri) {
    if (!uri.startsWith('file:')) return undefined;
    try {
      return await readFile(fileURLToPath(uri), 'utf8');
    } catch {
      return undefined;
    }
  },
};

serve(createConnection(ProposedFeatures.all), disk);
