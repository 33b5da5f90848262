import { expect } from 'vitest';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { hover } from '../../../server/src/features/hover/hover.ts';
import { readExample } from '../../support/example.ts';
import { UNKNOWN } from '../../support/lint.ts';

/** What is explained, and how. */
export interface Explained {
  readonly on: string;
  readonly markdown: string;
}

const DOCUMENTS_AHEAD = 'kind: ConfigMap\ndata: {linkerd: "true"}\n---\n';

/**
 * The hover at the cursor `$0` of an example; undefined where there is none. It must be the same with CRLF and in the
 * second document of a file.
 */
export function hoverAt(source: string, settings: LintSettings = UNKNOWN): Explained | undefined {
  const { text, cursor } = readExample(source);
  if (cursor === undefined) throw new SyntaxError('the example lacks its cursor, $0');
  const explained = explain(text, cursor, settings);
  const ahead = text.slice(0, cursor).replaceAll('\n', '\r\n').length;
  expect(normal(explain(text.replaceAll('\n', '\r\n'), ahead, settings)), 'CRLF').toEqual(explained);
  expect(
    explain(DOCUMENTS_AHEAD + text, DOCUMENTS_AHEAD.length + cursor, settings),
    'second document',
  ).toEqual(explained);
  return explained;
}

/** The Markdown of the hover on the key or value of one annotation, written as `key: value` with a cursor, on a Pod. */
export function onPod(annotations: string, settings: LintSettings = UNKNOWN): string {
  const lines = annotations.split('\n').map((line) => `    ${line.trim()}`);
  const explained = hoverAt(
    ['apiVersion: v1', 'kind: Pod', 'metadata:', '  annotations:', ...lines, ''].join('\n'),
    settings,
  );
  if (!explained) throw new TypeError('nothing is explained there');
  return explained.markdown;
}

function explain(text: string, offset: number, settings: LintSettings): Explained | undefined {
  const found = hover(SourceFile.read(text), offset, settings);
  return found && { on: text.slice(found.range.start, found.range.end), markdown: found.markdown };
}

function normal(explained: Explained | undefined): Explained | undefined {
  return explained && { ...explained, on: explained.on.replaceAll('\r\n', '\n') };
}
