import { languages, type TextDocument } from 'vscode';
import { LANGUAGES } from '../../server/src/kubernetes/fileKinds.ts';

/** The documents that the server is asked about. Other file systems than the disk are welcome. */
export const DOCUMENT_SELECTOR = LANGUAGES.map((language) => ({ language }));

/** Whether a document is one of them. */
export function isOurs(document: TextDocument): boolean {
  return languages.match(DOCUMENT_SELECTOR, document) > 0;
}
