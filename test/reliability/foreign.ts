import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Node,
  parseAllDocuments,
} from 'yaml';
import type { TextRange } from '../../server/src/text/range.ts';

/** What in a text is not Linkerd's, as a reader of YAML sees it that is not ours. */
export interface Foreign {
  /** Data, resolved, without what is Linkerd's. */
  readonly data: readonly unknown[];
  /** Comments outside of what is Linkerd's. */
  readonly comments: readonly string[];
}

/** A resource that Linkerd or the Gateway API defines: its fields are checked, and fixed. */
const ITS_RESOURCES = /^[^/]*(?:linkerd\.io|gateway\.networking\.k8s\.io)\//;

/** Suppressions, and the marks in the corpus. */
const OWN_COMMENT = /linkerd-lint|^#\s*[~^]/;

/** What is not Linkerd's in a text; undefined where that is no YAML, or more of it than the library resolves. */
export function foreignIn(text: string, depth = 0): Foreign | undefined {
  // A key of bytes is not Linkerd's, whatever its characters are.
  if (text.includes('!!binary')) return undefined;
  try {
    const documents = parseAllDocuments(text, { merge: true, keepSourceTokens: true });
    if (!Array.isArray(documents)) return { data: [], comments: [] };
    if (documents.some(({ errors }) => errors.length > 0)) return undefined;
    return {
      data: documents.map((document) => withoutLinkerd(document.toJS({ maxAliasCount: 1_000 }), depth)),
      comments: commentsOutside(
        text,
        documents.flatMap((document) => linkerdRanges(document, text)),
      ),
    };
  } catch {
    return undefined;
  }
}

/** The data without Linkerd's metadata, and without mappings that hold nothing else. */
function withoutLinkerd(data: unknown, depth: number): unknown {
  const inner = (item: unknown) => withoutLinkerd(item, depth);
  if (Array.isArray(data)) return data.map(inner).filter((item) => item !== undefined);
  if (typeof data === 'string') return withoutLinkerdInText(data, depth);
  if (typeof data !== 'object') return data;
  // A mapping that gets its first annotation was empty before.
  if (data === null) return undefined;
  const entries = Object.entries(data);
  const isIts = entries.some(([key, value]) =>
    key === 'apiVersion'
      ? ITS_RESOURCES.test(String(value))
      : /^(?:path|targetPath|name|key|op|from)$/.test(key) && /linkerd\\?\.io/.test(String(value)),
  );
  if (isIts) return undefined;
  const others = entries
    .filter(([key]) => !/linkerd\\?\.io/.test(key) && key !== 'appProtocol')
    .map(([key, value]) => [key, inner(value)] as const)
    .filter(([, value]) => value !== undefined);
  return others.length === 0 ? undefined : Object.fromEntries(others);
}

/** Manifests in strings of manifests. */
const DEEPEST = 3;

/** A manifest in a string may be fixed too. Without its last annotation it names Linkerd no more. */
function withoutLinkerdInText(text: string, depth: number): unknown {
  if (text.trim() === '') return undefined;
  if (!text.includes(':') || depth === DEEPEST) return text;
  const foreign = foreignIn(text, depth + 1);
  if (!foreign && /linkerd(?:\\?\.io|-lint)/.test(text))
    throw new Error('A text that is fixed by its characters, for it is no YAML.');
  if (!foreign) return text;
  const isEmpty = foreign.comments.length === 0 && foreign.data.every((document) => document === undefined);
  return isEmpty ? undefined : foreign;
}

/** The lines of entries that are Linkerd's: their comments go with them, but not those of the lines below. */
function linkerdRanges(document: Document, text: string): TextRange[] {
  const ranges: TextRange[] = [];
  const rangeOf = ({ range }: Node): TextRange => {
    const [start, end] = range ?? [0, 0];
    const lineEnd = text.indexOf('\n', Math.max(start, end - 1));
    return { start, end: lineEnd === -1 ? text.length : lineEnd };
  };
  const look = (node: Node | null): void => {
    if (!isCollection(node)) {
      if (isScalar(node) && node.range && /linkerd\\?\.io/.test(String(node.value)))
        ranges.push(rangeOf(node));
      return;
    }
    for (const item of node.items) {
      if (!isPair(item)) {
        look(item as Node);
        continue;
      }
      const key = item.key as Node | null;
      const value = item.value as Node | null;
      const isIts = isScalar(key) && /linkerd\\?\.io|^appProtocol$/.test(String(key.value));
      if (isIts && key.range) {
        ranges.push({ start: key.range[0], end: rangeOf(value?.range ? value : key).end });
      } else look(value);
    }
    if (isMap(node) && ITS_RESOURCES.test(String(node.get('apiVersion'))) && node.range)
      ranges.push(rangeOf(node));
  };
  if (document.contents && !isAlias(document.contents)) look(document.contents as Node);
  return ranges;
}

function commentsOutside(text: string, ranges: readonly TextRange[]): string[] {
  const found: string[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const comment = /(?:^|\s)(#(?!.*["']).*)$/.exec(line)?.[1]?.trim();
    const end = at + line.length;
    if (
      comment &&
      !OWN_COMMENT.test(comment) &&
      !ranges.some((range) => range.start <= end && at <= range.end)
    )
      found.push(comment);
    at = end + 1;
  }
  return found.sort();
}
