import type { Connection } from 'vscode-languageserver';
import { annotationsPage } from '../features/reference/annotationsPage.ts';
import { ANNOTATIONS_PAGE_REQUEST } from './protocol.ts';

/** Answers {@link ANNOTATIONS_PAGE_REQUEST}. */
export function serveReference(connection: Connection): void {
  connection.onRequest(ANNOTATIONS_PAGE_REQUEST, () => annotationsPage());
}
