import { basename, join } from 'node:path';
import Mocha from 'mocha';
import { workspace } from 'vscode';
import { settle } from './support/settle.ts';

/**
 * Called by VS Code, in the browser as on the desktop, once the window is open. The workspace folder's name says which
 * suite to run; results go to a JSON file because VS Code gives its caller a plain yes or no.
 */
export async function run(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The window has no workspace folder.');
  await settle();
  const suite = basename(folder.uri.fsPath);
  const output = join(__dirname, '..', 'results', `e2e-${suite}.json`);
  const mocha = new Mocha({
    timeout: 30_000,
    reporter: 'json',
    reporterOptions: { output },
  });
  mocha.addFile(join(__dirname, `${suite}.cjs`));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
