import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';

const LONGEST = 40;
const BLANKS: Readonly<Record<string, string>> = { ' ': '␣', '\t': '⇥', '\n': '⏎' };
const PLACEHOLDERS = new RegExp(`${PLACEHOLDER}+`, 'g');

/**
 * Text from a manifest as a code span, shortened to one line with visible whitespace. Nothing in it can end the span:
 * backticks become a look-alike, control and bidirectional characters a replacement character. Do not put it into
 * emphasis: Markdown readers differ in how they treat a `**` inside a span inside bold text.
 */
export function code(text: string): string {
  const named = text.replace(PLACEHOLDERS, '{{…}}');
  const characters = Array.from(named.slice(0, 2 * LONGEST + 1));
  const isCut = characters.length > LONGEST;
  const shown = characters
    .slice(0, LONGEST)
    .join('')
    .replace(/[ \t\n]/g, (blank) => BLANKS[blank] ?? blank);
  return `\`${shown.replaceAll('`', 'ˋ').replace(/[\p{C}\p{Z}]/gu, '\uFFFD')}${isCut ? '…' : ''}\``;
}

/** Trusted text as a code span: a key, a value or a kind from the catalogue. */
export function literal(text: string): string {
  return `\`${text}\``;
}

const CODE_SPAN = /(`[^`\n]+`)/;
const MEANINGFUL = /[\\*_[\]<>|~&@]|:(?=\/\/)|(?<=www)\./gi;

const LONGEST_PROSE = 400;

/**
 * Plain text that may quote a manifest, as Markdown that shows it literally, shortened to a few lines. Text between
 * backticks becomes a code span.
 */
export function prose(text: string): string {
  const shown = text.length > LONGEST_PROSE ? `${text.slice(0, LONGEST_PROSE)}…` : text;
  return shown
    .split(CODE_SPAN)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escapeMarkdown(part)))
    .join('');
}

function escapeMarkdown(text: string): string {
  const safe = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD').replaceAll('`', 'ˋ');
  return safe.replace(MEANINGFUL, '\\$&');
}

/** A code block of plain text. */
export function codeBlock(lines: readonly string[]): string {
  return ['```text', ...lines, '```'].join('\n');
}

/** Joins blocks of Markdown, without empty ones. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** A bulleted list, without empty items. */
export function bullets(items: readonly (string | undefined)[]): string {
  return items
    .filter((item) => item !== undefined)
    .map((item) => `- ${item}`)
    .join('\n');
}

/** Links about the lost proxy ports: their issue and our page, or Linkerd's if ours cannot be opened. */
export function furtherReading(page: string | undefined): string {
  return ['[linkerd2#13976](https://github.com/linkerd/linkerd2/issues/13976)', page ?? reference()].join(
    ' · ',
  );
}

/** A link to Linkerd's reference of annotations. */
export function reference(): string {
  return `[${l10n.t('Linkerd’s reference')}](https://linkerd.io/2/reference/proxy-configuration/)`;
}

/** A link to Linkerd's page about an entry. */
export function documentation({ page }: CatalogueEntry): string | undefined {
  return page === undefined ? undefined : `[${l10n.t('Linkerd’s documentation')}](${page})`;
}

/** A link that opens our own reference of an entry; undefined if the client has no such command. */
export function explainLink({ key }: CatalogueEntry, command: string | undefined): string | undefined {
  if (command === undefined) return undefined;
  return `[${l10n.t('Explain')}](${commandLink(command, key)})`;
}

/** The URI of a client command with one argument, in VS Code's form. */
export function commandLink(command: string, argument: string): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}
