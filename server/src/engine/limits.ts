/**
 * Larger files are left alone, unless somebody names them on the command line: characters in an editor, bytes on the
 * command line. An object in a cluster holds at most 1.5 MB (etcd's limit) and a chart at most 1 MB, so what is larger is
 * data, or a dump that deserves to be named.
 */
export const LARGEST_FILE = 10_000_000;
