/** What the action's `package` input may name, and how npm is to be asked for it. */
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PATH = /^(?:\.{1,2}[\\/]|\/|[a-z]:[\\/])/i;
const FILE_URL = /^file:/i;
const ADDRESS = /^(?:https?|git\+(?:https|ssh)):\/\/\S+$/i;

/** `linkerd-lint`, `@scope/linkerd-lint@1.2.3`, with npm's letters for ranges. */
const NAME_AND_VERSION = /^(?:@[\w-][\w.-]*\/)?[\w-][\w.-]*(?:@[\w.+^~*-]+)?$/;

/** npm reads a name that ends like this as a file, wherever it is run. */
const LOOKS_LIKE_FILE = /\.(?:tgz|tar|tar\.gz)$/i;

/**
 * The argument of `npm install` for a package. A path counts from `folder` and has to look like one (`./`, `../`, `/`
 * or `file:`), because a pull request decides what files there are: an address or a version must never lead to one.
 *
 * @param {string} source a path, an address, or `name@version`
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

/** npm takes `file:` in front of a relative path too. */
function pathOfFileUrl(source) {
  const path = source.slice('file:'.length);
  return path.startsWith('//') || isAbsolute(path) ? fileURLToPath(source) : path;
}
