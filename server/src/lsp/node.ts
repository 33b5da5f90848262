import { Console } from 'node:console';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { keepCompiledCode } from '../startup/bundles.ts';
import { DISK_FILES } from './diskFiles.ts';
import { serve } from './server.ts';
import { readTranslations } from './translations.ts';
import { wholeMessages } from './wholeMessages.ts';

serve(process.argv.includes('--stdio') ? overStdio() : createConnection(ProposedFeatures.all), {
  disk: DISK_FILES,
  readTranslations,
  started: keepCompiledCode,
});

/** Standard output belongs to the protocol; whatever else is printed goes to standard error. */
function overStdio(): Connection {
  globalThis.console = new Console(process.stderr);
  return createConnection(ProposedFeatures.all, process.stdin, wholeMessages(process.stdout));
}
