import { spawnSync } from 'node:child_process';
import { write } from './terminal.ts';

/** Shows colors, ends by itself where all fits on one screen, and leaves the text there. */
const LESS = 'FRX';

/**
 * Shows a text to a person at a terminal, with the pager of the environment's choice as git does: `$PAGER`, or else
 * less. Without one the text is printed.
 */
export function page(text: string): void {
  const command = process.env.PAGER ?? 'less';
  if (command === '' || command === 'cat' || !showWith(command, text)) write(1, text);
}

/** Whether the pager could be started. */
function showWith(command: string, text: string): boolean {
  // An interrupt is for the pager.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  const { error, status } = spawnSync(command, {
    shell: true,
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS, ...process.env },
  });
  process.off('SIGINT', ignore);
  // A pager that is closed early reads no further, which is no failure. 126 and 127 are the shell's: no such command.
  const isMissing = status === 126 || status === 127;
  return !isMissing && (error === undefined || ('code' in error && error.code === 'EPIPE'));
}
