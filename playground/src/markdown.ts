/** Shows Markdown as elements, without ever parsing HTML: what looks like HTML is shown as text. */
import { lexer, type Token, type Tokens } from 'marked';

/** The elements for a text in Markdown. */
export function markdownElements(text: string): DocumentFragment {
  return all(lexer(text));
}

function all(tokens: readonly Token[] = []): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const token of tokens) fragment.append(one(token));
  return fragment;
}

function one(token: Token): Node {
  switch (token.type) {
    case 'space':
      return document.createTextNode('');
    case 'heading':
      return element('p', element('strong', all(token.tokens)));
    case 'paragraph':
      return element('p', all(token.tokens));
    case 'strong':
      return element('strong', all(token.tokens));
    case 'em':
      return element('em', all(token.tokens));
    case 'codespan':
      // marked escapes this text for HTML, which we never make.
      return element('code', plain(token.text));
    case 'code':
      return element('pre', element('code', token.text));
    case 'br':
      return element('br');
    case 'hr':
      return element('hr');
    case 'link':
      return link(token as Tokens.Link);
    case 'list':
      return list(token as Tokens.List);
    case 'table':
      return table(token as Tokens.Table);
    case 'escape':
      return document.createTextNode(plain(token.text));
    default:
      return 'tokens' in token && token.tokens
        ? all(token.tokens)
        : document.createTextNode(plain(token.raw));
  }
}

/** Only web addresses become links; commands of editors do not exist here. */
function link({ href, tokens }: Tokens.Link): Node {
  if (!href.startsWith('https://')) return all(tokens);
  const anchor = element('a', all(tokens));
  Object.assign(anchor, { href, target: '_blank', rel: 'noopener noreferrer' });
  return anchor;
}

function list({ ordered, items }: Tokens.List): Node {
  return element(ordered ? 'ol' : 'ul', ...items.map(({ tokens }) => element('li', all(tokens))));
}

function table({ header, rows }: Tokens.Table): Node {
  const row = (name: string, cells: readonly Tokens.TableCell[]) =>
    element('tr', ...cells.map(({ tokens }) => element(name, all(tokens))));
  return element('table', row('th', header), ...rows.map((cells) => row('td', cells)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': '\u00a0',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
};

function plain(raw: string): string {
  return raw.replaceAll(/&#?\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}

function element(name: string, ...children: readonly (Node | string)[]): HTMLElement {
  const created = document.createElement(name);
  created.append(...children);
  return created;
}
