/** What the playground works on: files and the cluster's data plane. */

/** Values of the setting `dataPlane`. */
export const DATA_PLANES = ['auto', 'proxy-init', 'cni'] as const;

/** How the cluster sets up iptables. */
export type DataPlane = (typeof DATA_PLANES)[number];

/** A file with its path below the playground's root. */
export interface NamedFile {
  readonly name: string;
  readonly text: string;
}

/** Everything that a link carries. */
export interface Contents {
  readonly dataPlane: DataPlane;
  /** One at least. */
  readonly files: readonly NamedFile[];
}

const MOST_FILES = 20;
const LONGEST_NAME = 100;

/** Whether a file can have this name: a relative path of plain names, none of which leads upwards. */
export function isFileName(name: string): boolean {
  return (
    name.length <= LONGEST_NAME &&
    name.split('/').every((part) => /^[\w.-]+$/.test(part) && !/^\.\.?$/.test(part))
  );
}

/**
 * Contents from a source that may be wrong or hostile, without anything that is not part of them.
 *
 * @throws {Error} if they are not what {@link Contents} says
 */
export function checkContents(value: unknown): Contents {
  const { dataPlane, files } = value as Partial<Contents>;
  if (!DATA_PLANES.some((it) => it === dataPlane)) throw new Error('There is no such data plane.');
  if (!Array.isArray(files) || files.length === 0 || files.length > MOST_FILES) {
    throw new Error(`There must be between 1 and ${MOST_FILES} files.`);
  }
  const checked = files.map(({ name, text }) => {
    if (typeof name !== 'string' || !isFileName(name)) throw new Error('A file has an impossible name.');
    if (typeof text !== 'string') throw new Error('A file has no text.');
    return { name, text };
  });
  if (new Set(checked.map(({ name }) => name)).size < checked.length)
    throw new Error('Two files have one name.');
  return { dataPlane: dataPlane as DataPlane, files: checked };
}
