/** What a terminal shows, as a page of HTML: a prompt with a command, and the command's output with its colors. */

const STYLES = {
  1: 'font-weight: bold',
  2: 'opacity: .65',
  4: 'text-decoration: underline',
  31: 'color: #ff7b72',
  33: 'color: #e3b341',
  34: 'color: #79c0ff',
  36: 'color: #56d4dd',
};

/** Codes that end styles: everything, bold and dim, underline, color. */
const ENDS = new Set(['0', '22', '24', '39']);

const STYLE_CODE = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);

/** What a progress bar wrote before it was erased. */
const ERASED = new RegExp(`[^\\n]*${String.fromCharCode(27)}\\[K`, 'g');

const PAGE_STYLE =
  "body { margin: 0 } pre { margin: 0; padding: 14px 18px; display: inline-block; background: #14263f; color: #e8eef7; font: 14px/1.45 'JetBrains Mono', 'DejaVu Sans Mono', monospace }";

/**
 * The page; its `pre` is the picture.
 *
 * @param {string} prompt
 * @param {string} output
 */
export function terminalPage(prompt, output) {
  return `<meta charset="utf-8"><style>${PAGE_STYLE}</style><pre>${escapeHtml(`${prompt}\n`)}${colored(output)}</pre>`;
}

/** Spans for the codes of the output. Styles that overlap end together. */
function colored(output) {
  let open = 0;
  const close = () => '</span>'.repeat(open);
  return output
    .replaceAll('\r', '')
    .replaceAll(ERASED, '')
    .split(STYLE_CODE)
    .map((part, index) => {
      if (index % 2 === 0) return escapeHtml(part);
      if (ENDS.has(part) || part === '') {
        const closed = close();
        open = 0;
        return closed;
      }
      open++;
      return `<span style="${STYLES[part] ?? ''}">`;
    })
    .join('');
}

function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
