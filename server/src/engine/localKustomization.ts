import { type Document, isScalar as isYamlScalar, parseAllDocuments, visit } from 'yaml';
import { isKustomization } from '../mesh/filePlacements.ts';
import { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlNode } from '../yaml/nodes.ts';

/** Files on a disk, by absolute paths with forward slashes. */
export interface LocalFiles {
  /** The text of a small file; undefined if it cannot be read. */
  textOf(path: string): string | undefined;
  kindOf(path: string): 'file' | 'folder' | undefined;
  /** The names of what is in a folder; none if it cannot be read. */
  namesIn(folder: string): readonly string[];
  /** The path without links; the path itself if it leads nowhere. */
  realPathOf(path: string): string;
  /**
   * The repository around a folder, or else the working directory, without links: nothing outside of it is shown. Undefined
   * if the folder is in neither.
   */
  treeAround(folder: string): string | undefined;
  /** What a path leads to from a folder. */
  resolve(folder: string, path: string): string;
}

/** The fields whose entries configure generators and transformers, which may load files by themselves. */
const PLUGINS = ['generators', 'transformers', 'validators'];

/** The lists of a kustomization whose entries are files and folders, as {@link fieldName} has them. */
const PATHS = new Set([
  ...PLUGINS,
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'patchesstrategicmerge',
]);

/** The lists of those whose entries may also be written in the list, as texts of several lines. */
const INLINE = new Set([...PLUGINS, 'patchesstrategicmerge']);

/**
 * Paths and keys that any YAML library and any version of kustomize reads alike, in quotes or not. A colon may end a key or belong to
 * it, and older versions replace names of fields with one anywhere in the text.
 */
const PLAIN = /^[\p{L}\p{N}_./@+~=-]+$/u;

/** Below these an address is only a text. */
const TEXTS = new Set([
  'annotations',
  'commonannotations',
  'commonlabels',
  'labels',
  'literals',
  'patch',
  'sourcevalue',
]);

/** An address, also behind the name that a generator gives a file. */
const ADDRESS = /(?:^|=)\s*(?:[a-z][a-z0-9+.-]*:\/\/|git@|git::)/i;

/**
 * Why a kustomization is not built: it refers to a folder outside of its repository, whose texts findings would show, or it
 * names something that is not on this disk, which kustomize might fetch. A proxy that
 * does not answer prevents that only in part: programs written in Go reach this machine's own ports without a proxy.
 * Undefined if all that the kustomization reaches is on the disk.
 */
export function whyNotLocal(folder: string, files: LocalFiles): string | undefined {
  const seen = new Set<string>();
  const tree = files.treeAround(folder);
  // kustomize follows links to folders before it looks at paths from there.
  const open = [files.realPathOf(folder)];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const root = valuesIn(kustomizationText(at, files))?.[0];
    if (typeof root !== 'object' || root === null) return `${at} has no kustomization that can be read`;
    const address = addressIn(root);
    if (address !== undefined) return `it refers to the address “${address}”`;
    for (const [key, list] of Object.entries(root)) {
      const field = fieldName(key);
      for (const path of PATHS.has(field) && Array.isArray(list) ? list : []) {
        if (typeof path !== 'string') return `its ${field} have an entry that is not a text`;
        const target = files.resolve(at, path);
        const problem = PLUGINS.includes(field) ? whyNotLocalPlugin(target, path, files) : undefined;
        if (problem !== undefined) return `its ${field} ${problem}`;
        const kind = files.kindOf(target);
        if (kind && !PLAIN.test(path))
          return `it refers to “${path}”, a name that kustomize may read in another way`;
        if (!kind && INLINE.has(field) && path.includes('\n')) continue;
        if (!kind) return `it refers to “${path}”, which is not on this disk and might be downloaded`;
        const real = kind === 'folder' ? files.realPathOf(target) : undefined;
        // kustomize itself refuses files outside of a kustomization's own folder.
        if (real !== undefined && tree !== undefined && !`${real}/`.startsWith(`${tree}/`))
          return `it refers to “${path}”, which is outside of the repository`;
        if (real !== undefined) open.push(real);
      }
    }
  }
  return undefined;
}

/** @param text the plugin's path, or its configuration */
function whyNotLocalPlugin(target: string, text: string, files: LocalFiles): string | undefined {
  const kind = files.kindOf(target);
  // What a kustomization makes of the files in it is known only when it is built.
  if (kind === 'folder') return `are in the folder “${text}”, and may refer to addresses`;
  const values = [valuesIn(text), ...(kind ? [valuesIn(files.textOf(target))] : [])];
  if (values.includes(undefined)) return `cannot be read: ${text}`;
  const address = addressIn(values);
  return address === undefined ? undefined : `refer to the address “${address}”`;
}

/** The mapping of the kustomization in a folder; undefined if there is none. */
export function readKustomizationIn(folder: string, files: LocalFiles): YamlNode | undefined {
  return readMapping(kustomizationText(folder, files));
}

function kustomizationText(folder: string, files: LocalFiles): string | undefined {
  const [name, ...more] = files.namesIn(folder).filter(isKustomization);
  const path = `${files.realPathOf(folder)}/${name}`;
  // Of several, kustomize takes the first that is not a link out of the folder.
  return name === undefined || more.length > 0 || files.realPathOf(path) !== path
    ? undefined
    : files.textOf(path);
}

/** The first mapping of a text. */
export function readMapping(text: string | undefined): YamlNode | undefined {
  return text === undefined ? undefined : new YamlDocument(text).roots.find(isMap);
}

/** The scalars of a list. */
export function textsIn(node: YamlNode | undefined): string[] {
  return isSequence(node) ? node.items.filter(isScalar).map(({ value }) => value) : [];
}

/** kustomize also loads single files from an address. */
function addressIn(value: unknown): string | undefined {
  if (typeof value === 'string') return ADDRESS.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = TEXTS.has(fieldName(key)) ? undefined : addressIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A field as Go's JSON decoder compares it: without case, and with letters that only look different in another case. */
function fieldName(key: string): string {
  return key.normalize('NFKC').toLowerCase();
}

/** A tag that could hide a text is a warning. The library's own search for repeated keys takes long. */
const OPTIONS = { uniqueKeys: false, resolveKnownTags: false, logLevel: 'error' } as const;

/**
 * Where kustomize ends a line and the library does not, so that what follows a comment is a field for one of them only; other control
 * characters, and what is not UTF-8.
 *
 * Source: github.com/yaml/go-yaml v3.0.1 `yamlprivateh.go` is_break.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it searches for.
const UNCLEAR = /\r(?!\n)|[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd]|(?!^)\ufeff/;

/**
 * The values of the documents in a text, with aliases resolved and nothing taken for a template; undefined if kustomize may read
 * something else in it.
 */
function valuesIn(text: string | undefined): readonly unknown[] | undefined {
  if (text === undefined || UNCLEAR.test(text)) return undefined;
  try {
    const documents = [...parseAllDocuments(text, OPTIONS)];
    const isClear = documents.every(
      (document) => document.errors.length + document.warnings.length === 0 && isPlain(document, text),
    );
    return isClear ? documents.map((document) => document.toJS()) : undefined;
  } catch {
    // Deeper than any, or with too many aliases.
    return undefined;
  }
}

/**
 * Whether each key is a plain text that its mapping has once, each text without quotes is in one line, and each block scalar begins
 * behind its key or dash. Go's libraries differ in which of two keys counts, also with a merge, in where a key ends, and in which
 * comments end a text.
 */
function isPlain(document: Document, source: string): boolean {
  let isSo = true;
  visit(document, {
    Map: (_, { items }) => {
      const keys = items.map(({ key }) => (isYamlScalar(key) ? fieldName(String(key.value)) : ''));
      isSo &&= keys.every((key) => PLAIN.test(key)) && new Set(keys).size === keys.length;
    },
    Scalar: (_, { type, range }) => {
      if (!range) return;
      const [start, end] = range;
      const before = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
      if (type === 'PLAIN') isSo &&= !source.slice(start, end).includes('\n');
      else if (type?.startsWith('BLOCK')) isSo &&= /^[^&!#]*[:-][ \t]+$/.test(before);
    },
  });
  return isSo;
}
