/** What the action's `package` input may name, and the argument that npm gets for it. */
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PATH = /^(?:\.{1,2}[\\/]|\/|[a-z]:[\\/])/i;
const FILE_URL = /^file:/i;
const ADDRESS = /^(?:https?|git\+(?:https|ssh)):\/\/\S+$/i;

/** `linkerd-lint`, `@scope/linkerd-lint@1.2.3`, with npm's characters for ranges. */
const NAME_AND_VERSION = /^(?:@[\w-][\w.-]*\/)?[\w-][\w.-]*(?:@[\w.+^~*-]+)?$/;

/** npm reads such a name as a file, wherever it runs. */
const LOOKS_LIKE_FILE = /\.(?:tgz|tar|tar\.gz)$/i;

/**
 * The argument of `npm install` for a package. A path is relative to `folder` and must begin with `./`, `../`, `/` or
 * `file:`. A pull request decides which files exist, so a URL or a version must never be read as one.
 *
 * @param {string} source a path, a URL, or `name@version`
 * @param {string} folder the folder that relative paths count from
 * @throws {Error} for anything else
 */
export function packageArgument(source, folder) {
  if (FILE_URL.test(source)) return resolve(folder, pathOfFileUrl(source));
  if (PATH.test(source)) return resolve(folder, source);
  if (ADDRESS.test(source)) return source;
  if (NAME_AND_VERSION.test(source) && !LOOKS_LIKE_FILE.test(source)) return source;
  throw new Error(
    `package: “${source}” is not an address, a path or name@version. A path begins with ./, ../, / or file:.`,
  );
}

/** npm accepts `file:` before a relative path too. */
function pathOfFileUrl(source) {
  const path = source.slice('file:'.length);
  return path.startsWith('//') || isAbsolute(path) ? fileURLToPath(source) : path;
}
