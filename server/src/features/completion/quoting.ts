import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { plainKind } from '../../kubernetes/yaml11.ts';

/** The two ways to quote a scalar on one line. */
export type Quote = '"' | "'";

/** Whether a text needs quotes to be read as this very text, between commas of a flow collection or elsewhere. */
export function needsQuotes(text: string, isInFlow: boolean): boolean {
  if (plainKind(text) !== 'string' || !/^[\w./]/.test(text)) return true;
  return /:(?:\s|$)|\s#|\s$/.test(text) || (isInFlow && /[,[\]{}]/.test(text));
}

/** A text inside quotes, without them. */
export function escapeQuoted(text: string, quote: Quote): string {
  return quote === '"' ? JSON.stringify(text).slice(1, -1) : text.replaceAll("'", "''");
}

/** The quotes that leave a text readable: single ones around JSON, double ones around all else. */
export function fittingQuote(text: string): Quote {
  return text.includes('"') ? "'" : '"';
}

/** Whether the whole document is written as JSON, or as good as JSON. */
export function isInJson({ document, isInFlow }: MetadataEntry): boolean {
  return isInFlow && isJson(document.maskedText);
}

/** Whether a document begins as JSON does, and not with an action of a template. */
export function isJson(text: string): boolean {
  return /^\uFEFF?(?:---(?=\s))?\s*(?:\[|\{(?![{%#]))/.test(text);
}
