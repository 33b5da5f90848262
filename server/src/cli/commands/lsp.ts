import { join } from 'node:path';

/** Turns the process into the language server on standard input and output, which ends the process itself. */
export function startLanguageServer(): Promise<number> {
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  require(join(__dirname, 'server.js'));
  return new Promise(() => {});
}
