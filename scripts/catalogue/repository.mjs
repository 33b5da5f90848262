/** Reads files of a git repository, a checkout or a bare mirror, at its tags. Nothing is fetched. */
import { runOrThrow } from '../project/processes.mjs';

/** A blob of a repository: its path and the id of its content. @typedef {{ path: string, id: string }} Blob */

/** What git prints. @param {string} repository @param {readonly string[]} args @returns {Promise<string>} */
export function git(repository, args) {
  return runOrThrow('git', ['-C', repository, ...args], { quiet: true });
}

/** The tags that match a pattern of git's, unordered. @returns {Promise<string[]>} */
export async function tagsLike(repository, pattern) {
  return (await git(repository, ['tag', '--list', pattern])).split('\n').filter((tag) => tag !== '');
}

/**
 * The edge releases of Linkerd, oldest first.
 *
 * @param {string} repository
 * @param {string} first the oldest release to return
 */
export async function edgeReleases(repository, first) {
  const tags = (await tagsLike(repository, 'edge-*')).filter((tag) => /^edge-\d+\.\d+\.\d+$/.test(tag));
  tags.sort(compareVersions);
  return tags.slice(tags.indexOf(first));
}

/** Orders `edge-24.7.4`, `v1.2.0` and the like by their numbers. */
export function compareVersions(one, other) {
  const [left, right] = [one, other].map((tag) => tag.match(/\d+/g).map(Number));
  for (const [index, number] of left.entries()) if (number !== right[index]) return number - right[index];
  return 0;
}

/** The files below some paths at a tag. @returns {Promise<Blob[]>} */
export async function blobsAt(repository, tag, paths) {
  const listing = await git(repository, ['ls-tree', '-r', tag, '--', ...paths]);
  return listing
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [details, path] = line.split('\t');
      return { path, id: details.split(' ')[2] };
    });
}

/** Makes a function that reads blobs and derives a result from each distinct content once. */
export function blobReader(repository, derive) {
  const known = new Map();
  return (blob) => {
    if (!known.has(blob.id))
      known.set(
        blob.id,
        git(repository, ['cat-file', 'blob', blob.id]).then((text) => derive(text, blob.path)),
      );
    return known.get(blob.id);
  };
}
