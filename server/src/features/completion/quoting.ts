import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { plainKind } from '../../kubernetes/yaml11.ts';

/** The two quoting styles for a scalar on one line. */
export type Quote = '"' | "'";

/** Whether a text needs quotes to be read as exactly this text, in a flow collection or elsewhere. */
export function needsQuotes(text: string, isInFlow: boolean): boolean {
  if (plainKind(text) !== 'string' || !/^[\w./]/.test(text)) return true;
  return /:(?:\s|$)|\s#|\s$/.test(text) || (isInFlow && /[,[\]{}]/.test(text));
}

/** A text as it is written inside quotes, without the quotes. */
export function escapeQuoted(text: string, quote: Quote): string {
  return quote === '"' ? JSON.stringify(text).slice(1, -1) : text.replaceAll("'", "''");
}

/** The quotes that keep a text readable: single ones around JSON, double ones otherwise. */
export function fittingQuote(text: string): Quote {
  return text.includes('"') ? "'" : '"';
}

/** Whether the whole document is JSON, or nearly so. */
export function isInJson({ document, isInFlow }: MetadataEntry): boolean {
  return isInFlow && isJson(document.maskedText);
}

/** Whether a document begins like JSON, and not with a template action. */
export function isJson(text: string): boolean {
  return /^\uFEFF?(?:---(?=\s))?\s*(?:\[|\{(?![{%#]))/.test(text);
}
