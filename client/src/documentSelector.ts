import { languages, type TextDocument } from 'vscode';
import { LANGUAGES } from '../../server/src/kubernetes/fileKinds.ts';

/** The documents that the server handles, on any file system. */
export const DOCUMENT_SELECTOR = LANGUAGES.map((language) => ({ language }));

/** Whether the server handles a document. */
export function isOurs(document: TextDocument): boolean {
  return languages.match(DOCUMENT_SELECTOR, document) > 0;
}
