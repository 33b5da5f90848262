import { Console } from 'node:console';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { keepCompiledCode } from '../startup/bundles.ts';
import { SMALL_YOUNG_GENERATION, tune } from '../startup/tuning.ts';
import { BaseProtocolReader, BaseProtocolWriter } from './baseProtocol.ts';
import { DISK_FILES } from './diskFiles.ts';
import { serve } from './server.ts';
import { readTranslations } from './translations.ts';

const connection = process.argv.includes('--stdio') ? overStdio() : createConnection(ProposedFeatures.all);
let leavingStatus = 1;
serve(connection, {
  disk: DISK_FILES,
  readTranslations,
  started: keepCompiledCode,
  shutDown: () => {
    leavingStatus = 0;
  },
});

tune(SMALL_YOUNG_GENERATION);

/** Standard output belongs to the protocol; whatever else is printed goes to standard error. */
function overStdio(): Connection {
  // Hardly ever is anything printed, and a stream takes as long to open as a keystroke to answer.
  let printing: Console | undefined;
  Object.defineProperty(globalThis, 'console', {
    get() {
      printing ??= new Console(process.stderr);
      return printing;
    },
  });
  // An editor that is gone cannot ask for the end.
  process.stdin.on('end', () => process.exit(leavingStatus));
  return createConnection(
    ProposedFeatures.all,
    new BaseProtocolReader(process.stdin),
    new BaseProtocolWriter(process.stdout),
  );
}
