import { statSync } from 'node:fs';
import { environmentLines } from '../../config/environmentReport.ts';
import type { LintArguments } from '../arguments/lintArguments.ts';
import { Disk } from '../files/disk.ts';
import { Messages } from '../messages.ts';
import { displayUri } from '../paths.ts';
import { SettingsSource } from '../settingsSource.ts';
import { escapeControlCharacters, inLog, write } from '../terminal.ts';

/** Prints what is known of the cluster for the files at each path, with the sources. Returns the exit status. */
export async function printEnvironment(given: LintArguments): Promise<number> {
  const messages = new Messages(given.isQuiet);
  const source = await SettingsSource.start(given, messages, new Disk());
  const reports: string[] = [];
  for (const path of given.paths) {
    const file = path === '-' ? given.stdinFilename : isFolder(path) ? `${path}/any.yaml` : path;
    const lines = environmentLines(await source.of(file), displayUri);
    const heading = given.paths.length > 1 ? [`${path}:`] : [];
    reports.push([...heading, ...lines].map((line) => `${escapeControlCharacters(line)}\n`).join(''));
  }
  write(1, inLog(reports.join('\n')));
  return messages.hasFailed ? 2 : 0;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
