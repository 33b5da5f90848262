import * as l10n from '@vscode/l10n';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { YamlError } from '../yaml/parse/libraryParser.ts';
import { mayContainActions } from '../yaml/template/findActions.ts';
import { YAML_SYNTAX_ERROR } from './engineRules.ts';
import type { Finding, Severity } from './finding.ts';

/**
 * Finds the first syntax error of a document; later ones may only follow from it. Finds nothing if the text may not be
 * the YAML that is applied: a template, or JSON with comments.
 */
export function findSyntaxError(document: YamlDocument, severity: Severity): Finding[] {
  const [error] = document.errors;
  if (!error || mayBeTemplate(document.text, error) || mayBeJson(document, error)) return [];
  return [
    {
      rule: YAML_SYNTAX_ERROR.id,
      severity,
      range: visibleRange(error, document.text),
      message:
        error.code === 'TOO_DEEP'
          ? l10n.t('This document cannot be checked: its lists and mappings are nested too deep.')
          : l10n.t(
              'This document is not valid YAML: {0}. kubectl and Helm reject it, and it cannot be checked.',
              reasonOf(error),
            ),
      fixes: [],
      related: [],
      isUnnecessary: false,
    },
  ];
}

/** ERB, Levant, variables of Ansible and autoconf, and the like, which are replaced before YAML is read. */
const OTHER_TEMPLATES = /<%|\[\[|<<[A-Za-z]|@\w+@|%\w+%/;

/** In lists that are nested deep, `[[` does not begin a template. */
function mayBeTemplate(text: string, { code }: YamlError): boolean {
  return mayContainActions(text) || (code !== 'TOO_DEEP' && OTHER_TEMPLATES.test(text));
}

/** Editors' settings have comments, logs a value on each line, and an item of a `List` is followed by a comma. */
function mayBeJson({ text, roots }: YamlDocument, error: YamlError): boolean {
  if (!/^[\s\uFEFF]*[[{]/.test(text)) return false;
  const [root] = roots;
  return /\/[/*]/.test(text) || (root !== undefined && error.start >= root.end);
}

/**
 * The word at the parser's offset, which may be in whitespace before it, or at the end of the text.
 */
function visibleRange({ start }: TextRange, text: string): TextRange {
  const word = /\S+/g;
  word.lastIndex = start;
  const next = word.exec(text);
  if (next) return { start: next.index, end: next.index + next[0].length };
  const last = Math.max(0, text.trimEnd().length - 1);
  return { start: last, end: last + 1 };
}

/** What is wrong, by the parser's code, without a full stop. */
function reasonOf({ code, message }: YamlError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return l10n.t('a tab indents this line, and YAML takes only spaces');
    case 'BAD_INDENT':
      // The parser also reports lines within closed braces, which were read.
      if (message.includes('end with a')) return missing(message);
      return l10n.t('this line is indented differently from the lines that it belongs to');
    case 'MULTILINE_IMPLICIT_KEY':
      return l10n.t('this line has no colon, or it is not indented like the lines around it');
    case 'BLOCK_AS_IMPLICIT_KEY':
      return l10n.t('a second colon is on this line; a value that has one needs quotes');
    case 'BAD_SCALAR_START':
      return l10n.t('a value that begins with this character needs quotes');
    case 'BAD_DQ_ESCAPE':
      return l10n.t('this is not an escape sequence; in double quotes, write a backslash as two');
    case 'UNEXPECTED_TOKEN':
      return l10n.t('this does not belong here');
    case 'MISSING_CHAR':
      return missing(message);
    default:
      return message;
  }
}

function missing(message: string): string {
  if (message.includes('quote')) return l10n.t('the closing quotation mark is missing');
  if (message.includes('end with a')) return l10n.t('the closing brace or bracket is missing');
  if (message.includes('Missing ,')) return l10n.t('a comma is missing before this');
  return message;
}
