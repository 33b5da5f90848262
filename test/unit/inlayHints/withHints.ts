import { expect } from 'vitest';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { inlayHints } from '../../../server/src/features/inlayHints/inlayHints.ts';
import { dedent } from '../../support/example.ts';
import { UNKNOWN } from '../../support/lint.ts';

const HINT = /«[^»]*»/g;

/** Expects exactly the hints that an example shows between « and », with LF, with CRLF and behind another document. */
export function checkHints(source: string, settings: LintSettings = UNKNOWN): void {
  const example = dedent(source);
  const text = example.replace(HINT, '');
  expect(withHints(text, settings), 'LF').toBe(example);
  const [crlf, marked] = [text, example].map((lines) => lines.replaceAll('\n', '\r\n'));
  expect(withHints(crlf ?? '', settings), 'CRLF').toBe(marked);
  const ahead = '\uFEFFkind: ConfigMap\ndata: {linkerd: "true"}\n---\n';
  expect(withHints(ahead + text, settings), 'second document').toBe(ahead + example);
}

/** A text with the hints that it has. */
function withHints(text: string, settings: LintSettings): string {
  const hints = inlayHints(SourceFile.read(text), { start: 0, end: text.length }, settings);
  return hints.reduceRight(
    (shown, { offset, label }) => `${shown.slice(0, offset)}«${label}»${shown.slice(offset)}`,
    text,
  );
}
