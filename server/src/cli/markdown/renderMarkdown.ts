import { marked, type Token, type Tokens } from 'marked';
import { wrap } from '../formats/wrap.ts';
import { inlineText } from './inlineText.ts';
import type { PageStyle } from './pageStyle.ts';
import { renderTable } from './renderTable.ts';

/** Lines that are longer are hard to read, however wide the terminal is. */
const WIDEST = 100;

/** A page in Markdown as a terminal shows it: wrapped, with tables in columns, and without its punctuation. */
export function renderMarkdown(markdown: string, { paint, columns }: PageStyle): string {
  const style = { paint, columns: Math.min(columns, WIDEST) };
  return `${renderBlocks(marked.lexer(markdown), style).join('\n\n')}\n`;
}

function renderBlocks(tokens: readonly Token[], style: PageStyle): string[] {
  return tokens.map((token) => renderBlock(token, style)).filter((block) => block !== '');
}

function renderBlock(token: Token, style: PageStyle): string {
  const { paint, columns } = style;
  switch (token.type) {
    case 'heading':
      return heading(token as Tokens.Heading, style);
    case 'code':
      return (token as Tokens.Code).text.replace(/^(?=.)/gm, '    ').replace(/.+/g, paint.cyan);
    case 'table':
      return renderTable(token as Tokens.Table, style);
    case 'list':
      return list(token as Tokens.List, style);
    case 'blockquote':
      return indented(renderBlocks((token as Tokens.Blockquote).tokens, narrowed(style, 2)).join('\n\n'), 2);
    case 'space':
    case 'html':
      return '';
    default:
      return wrap(inlineText(token, paint), columns).join('\n');
  }
}

function heading(token: Tokens.Heading, { paint, columns }: PageStyle): string {
  const emphasis = token.depth === 1 ? (word: string) => paint.bold(paint.underline(word)) : paint.bold;
  return wrap(inlineText(token, paint, emphasis), columns).join('\n');
}

function list({ ordered, items, loose }: Tokens.List, style: PageStyle): string {
  const rows = items.map((item, index) => {
    const marker = ordered ? `${index + 1}. ` : '• ';
    const blocks = renderBlocks(item.tokens, narrowed(style, marker.length));
    return marker + indented(blocks.join(loose ? '\n\n' : '\n'), marker.length).trimStart();
  });
  return rows.join(loose ? '\n\n' : '\n');
}

function narrowed({ paint, columns }: PageStyle, by: number): PageStyle {
  return { paint, columns: columns - by };
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}
