import type { Token, Tokens } from 'marked';
import type { Paint } from '../terminal.ts';

type Tint = (word: string) => string;

const plain: Tint = (word) => word;

/**
 * What is in a paragraph, a heading or a cell, on one line, and without its Markdown. Each word is colored by itself, so
 * that lines can be broken between them. The address of a link follows it, unless it is another page's or its own text.
 */
export function inlineText(token: Token, paint: Paint, tint: Tint = plain): string {
  switch (token.type) {
    case 'codespan':
      return words(entities((token as Tokens.Codespan).text), paint.cyan);
    case 'strong':
      return inner(token, paint, paint.bold);
    case 'em':
      return inner(token, paint, tint);
    case 'link':
      return link(token as Tokens.Link, paint, tint);
    case 'br':
      return ' ';
    case 'html':
      return '';
    default:
      return 'tokens' in token && token.tokens
        ? inner(token, paint, tint)
        : words(entities('text' in token ? String(token.text) : token.raw), tint);
  }
}

function inner(token: Token, paint: Paint, tint: Tint): string {
  const tokens = 'tokens' in token ? (token.tokens ?? []) : [];
  return tokens.map((part) => inlineText(part, paint, tint)).join('');
}

function link(token: Tokens.Link, paint: Paint, tint: Tint): string {
  const text = inner(token, paint, tint);
  const isShown = /^https?:/.test(token.href) && token.href !== token.text;
  return isShown ? `${text} ${paint.dim(`(${token.href})`)}` : text;
}

function words(text: string, tint: Tint): string {
  return text.replace(/\s+/g, ' ').replace(/[^ ]+/g, tint);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** The parser gives text as HTML has it. */
function entities(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
