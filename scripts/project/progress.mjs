/** Progress output of a script. */
import process from 'node:process';
import { isStopping } from './processes.mjs';

/**
 * Prints what is being done, how long it has taken so far, and finally how long it took.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const live = process.stdout.isTTY;
  process.stdout.write(live ? `${title} …` : `${title} …\n`);
  const ticking = live && setInterval(() => process.stdout.write(`\r${title} … ${seconds()}`), 1000);
  const end = (verdict) => process.stdout.write(live ? `\r${title} … ${verdict}\n` : `  ${verdict}\n`);
  try {
    const result = await work();
    end(`done in ${seconds()}`);
    return result;
  } catch (error) {
    end(`failed after ${seconds()}`);
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

/** Ends the process with a message for people, without a stack trace. */
export function fail(error) {
  if (isStopping()) return;
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
