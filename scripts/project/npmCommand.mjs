/** How to start npm. Plain Node only: this runs before anything is installed. */
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * The program and the first arguments that start npm. On Windows npm is a batch file, which needs a shell; Node runs
 * the script behind it instead.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} node the path of Node's program
 * @param {boolean} isWindows
 * @returns {string[]}
 */
export function npmCommand(environment, node, isWindows) {
  const given = environment.npm_execpath;
  if (given && /\.c?js$/.test(given)) return [node, given];
  if (!isWindows) return ['npm'];
  const path = environment.Path ?? environment.PATH ?? '';
  const script = [dirname(node), ...path.split(delimiter)]
    .map((folder) => join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'))
    .find((file) => existsSync(file));
  if (!script) throw new Error('npm was not found beside Node or on the PATH.');
  return [node, script];
}
