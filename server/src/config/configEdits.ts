import type { Environment } from '../linkerd/environment/environment.ts';
import { insertion, type TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import { YamlDocument } from '../yaml/document.ts';
import { appendEntry } from '../yaml/edit/entryEdits.ts';
import { isMap, isScalar } from '../yaml/nodes.ts';
import { descend } from '../yaml/walkEntries.ts';

/**
 * The edits that set one environment setting in the text of a configuration file and leave everything else unchanged.
 * Pass `undefined` for a file that does not exist yet.
 */
export function setEnvironment(text: string | undefined, name: keyof Environment, value: string): TextEdit[] {
  const entry = `${name}: ${value}`;
  if (text === undefined)
    return [insertion(0, `# How this cluster runs Linkerd, for Linkerd Lint.\n${entry}\n`)];
  const document = new YamlDocument(text);
  const root = document.roots[0];
  const present = descend(root, [name]) ?? descend(root, ['environment', name]);
  if (isScalar(present)) return [replacement(text, present, value)];
  const edit = isMap(root) ? appendEntry(document, root, { block: entry, flow: entry }) : undefined;
  if (edit) return [edit];
  const ahead = text === '' || text.endsWith('\n') ? '' : document.lineBreak;
  return [insertion(text.length, ahead + entry + document.lineBreak)];
}

/** A missing value is inserted right after the key's colon. */
function replacement(text: string, range: TextRange, value: string): TextEdit {
  const isMissing = range.start === range.end;
  return isMissing
    ? insertion(text.lastIndexOf(':', range.start) + 1, ` ${value}`)
    : { range, newText: value };
}
