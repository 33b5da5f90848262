import { isScalar, parseDocument } from 'yaml';
import type { Environment } from '../linkerd/environment.ts';
import type { TextEdit } from '../text/edit.ts';
import { nodeRange } from '../yaml/document.ts';
import { descend } from '../yaml/walk.ts';

/**
 * The edits that set one of the environment's settings in a configuration file's text, and leave the rest as it is. A
 * text of `undefined` stands for a file that does not exist yet.
 */
export function setEnvironment(text: string | undefined, name: keyof Environment, value: string): TextEdit[] {
  if (text === undefined)
    return [insertion(0, `# How this cluster runs Linkerd, for Linkerd Lint.\n${name}: ${value}\n`)];
  const root = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' }).contents;
  const present = descend(root, [name]) ?? descend(root, ['environment', name]);
  if (isScalar(present)) return [{ range: nodeRange(present), newText: value }];
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const ahead = text === '' || text.endsWith('\n') ? '' : lineBreak;
  return [insertion(text.length, `${ahead}${name}: ${value}${lineBreak}`)];
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}
