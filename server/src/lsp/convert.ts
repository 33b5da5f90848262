import type { Diagnostic, DiagnosticRelatedInformation, Range } from 'vscode-languageserver';
import type { Finding, Severity } from '../engine/finding.ts';
import { commandLink } from '../features/hover/markdown.ts';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import type { EditorDocument } from './editorDocument.ts';
import { DiagnosticSeverity, DiagnosticTag, TextEdit as LspEdit } from './library.ts';

/** The source of every diagnostic. */
export const DIAGNOSTIC_SOURCE = 'linkerd-lint';

const SEVERITY: Record<Severity, DiagnosticSeverity> = {
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};

/** A range of offsets as an LSP range. */
export function toRange(document: EditorDocument, { start, end }: TextRange): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** An LSP range as a range of offsets. */
export function fromRange(document: EditorDocument, range: Range): TextRange {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** An edit in LSP's form. */
export function toEdit(document: EditorDocument, { range, newText }: TextEdit): LspEdit {
  return LspEdit.replace(toRange(document, range), newText);
}

/** How the client shows diagnostics. */
export interface DiagnosticOptions {
  /** Whether it shows related places. */
  readonly related: boolean;
  /**
   * The client's command that opens a rule's page, if the client makes links of codes and lets links run commands.
   */
  readonly explainCommand: string | undefined;
}

/** A finding as an LSP diagnostic. */
export function toDiagnostic(
  document: EditorDocument,
  finding: Finding,
  { related, explainCommand }: DiagnosticOptions,
): Diagnostic {
  const diagnostic: Diagnostic = {
    range: toRange(document, finding.range),
    severity: SEVERITY[finding.severity],
    source: DIAGNOSTIC_SOURCE,
    code: finding.rule,
    message: finding.message,
  };
  if (explainCommand !== undefined)
    diagnostic.codeDescription = { href: commandLink(explainCommand, finding.rule) };
  if (finding.isUnnecessary) diagnostic.tags = [DiagnosticTag.Unnecessary];
  const places = related ? relatedInformation(document, finding) : [];
  if (places.length > 0) diagnostic.relatedInformation = places;
  return diagnostic;
}

function relatedInformation(
  document: EditorDocument,
  { related, relatedElsewhere = [] }: Finding,
): DiagnosticRelatedInformation[] {
  return [
    ...related.map(({ range, message }) => ({
      message,
      location: { uri: document.uri, range: toRange(document, range) },
    })),
    ...relatedElsewhere.map(({ uri, start, end, message }) => ({
      message,
      location: { uri, range: { start, end } },
    })),
  ];
}
