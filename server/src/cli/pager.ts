import { spawnSync } from 'node:child_process';
import { write } from './terminal.ts';

/** Options for `less`: show colors, exit if everything fits on one screen, and leave the text on the screen. */
const LESS = 'FRX';

/**
 * Shows a text on a terminal with the pager that the environment chooses, as git does: `$PAGER`, or else less.
 * Without one, the text is printed.
 */
export function page(text: string): void {
  const command = process.env.PAGER ?? 'less';
  if (command === '' || command === 'cat' || !showWith(command, text)) write(1, text);
}

/** Whether the pager could be started. */
function showWith(command: string, text: string): boolean {
  // Leaves an interrupt to the pager.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  const { error, status } = spawnSync(command, {
    shell: true,
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    // Windows looks for programs in the current folder first, which may be a stranger's.
    env: { LESS, ...process.env, NoDefaultCurrentDirectoryInExePath: '1' },
  });
  process.off('SIGINT', ignore);
  // A pager that is closed early stops reading, which is not a failure. A shell exits with 126 or 127 if there is no
  // such command.
  const isMissing = status === 126 || status === 127;
  return !isMissing && (error === undefined || ('code' in error && error.code === 'EPIPE'));
}
