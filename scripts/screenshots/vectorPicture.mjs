/**
 * Turns a part of a page into an SVG: its boxes, texts and squiggles, as the browser laid them out. Of an editor, which is
 * mostly text, that is a tenth of a bitmap's size, and sharp on every screen.
 */

/**
 * @param {import('playwright-core').Page} page
 * @param {{ x: number, y: number, width: number, height: number }} clip what of the page is shown
 * @param {string[]} layers selectors of what is drawn, each above the one before it
 * @returns {Promise<string>}
 */
export async function vectorPicture(page, clip, layers) {
  const { shapes, texts } = await page.evaluate(collect, { clip, layers });
  const styles = [...new Set(texts.map(({ style }) => style))];
  const { width, height } = round(clip);
  return [
    // The walkthrough has its own description of each picture.
    `<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<style>${['text{white-space:pre}', ...styles.map((style, index) => `.t${index}{${style}}`)].join('')}</style>`,
    ...[...shapes, ...texts]
      .sort((a, b) => a.order - b.order)
      .map((item) => (item.style === undefined ? shape(item) : text(item, styles.indexOf(item.style)))),
    '</svg>\n',
  ].join('\n');
}

function text({ x, y, width, content }, style) {
  // Another machine has other fonts: the length keeps each word in its place.
  return `<text class="t${style}" x="${x}" y="${y}" textLength="${width}">${escaped(content)}</text>`;
}

function shape({ kind, x, y, width, height, radius, fill, stroke }) {
  if (kind === 'squiggle') return squiggle(x, y + height - 2, width, fill);
  if (kind === 'icon')
    return `<circle cx="${x + width / 2}" cy="${y + height / 2}" r="4" fill="none" stroke="${fill}"/>`;
  const rounded = radius ? ` rx="${radius}"` : '';
  const outline = stroke ? ` stroke="${stroke}"` : '';
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}"${rounded} fill="${fill}"${outline}/>`;
}

function squiggle(x, y, width, stroke) {
  const waves = Math.floor(width / 4);
  return `<path d="M${x} ${y}q1-3 2 0t2 0${'t2 0t2 0'.repeat(waves - 1)}" fill="none" stroke="${stroke}"/>`;
}

function escaped(content) {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function round(box) {
  return Object.fromEntries(Object.entries(box).map(([key, value]) => [key, Math.round(value)]));
}

/** Runs in the page, so that it can use nothing from outside. */
function collect({ clip, layers }) {
  const shapes = [];
  const texts = [];
  let order = 0;
  const place = ({ x, y, width, height }) => ({
    order: order++,
    x: Math.round(x - clip.x),
    y: Math.round(y - clip.y),
    width: Math.round(width),
    height: Math.round(height),
  });
  const isInside = ({ left, right, top, bottom, width, height }) =>
    width > 0 &&
    height > 0 &&
    right > clip.x &&
    left < clip.x + clip.width &&
    bottom > clip.y &&
    top < clip.y + clip.height;
  const isVisible = (color) => !/, 0\)$|^transparent$/.test(color);

  /** What an element shows beside its texts; an inline one has a box in each line. */
  function box(element, css, bounds) {
    if (!isInside(bounds)) return;
    if (element.classList.contains('squiggly-warning'))
      shapes.push({ ...place(bounds), kind: 'squiggle', fill: '#bf8803' });
    else if (element.classList.contains('codicon'))
      shapes.push({ ...place(bounds), kind: 'icon', fill: css.color });
    else if (css.display === 'list-item')
      shapes.push({
        ...place({ x: bounds.x - 14, y: bounds.y + 7, width: 5, height: 5 }),
        radius: 3,
        fill: css.color,
      });
    else {
      const hasBorder = Number.parseFloat(css.borderTopWidth) > 0 && isVisible(css.borderTopColor);
      if (!isVisible(css.backgroundColor) && !hasBorder) return;
      shapes.push({
        ...place(bounds),
        radius: Math.round(Number.parseFloat(css.borderTopLeftRadius)) || 0,
        fill: isVisible(css.backgroundColor) ? css.backgroundColor : 'none',
        stroke: hasBorder ? css.borderTopColor : undefined,
      });
    }
  }

  /** The lines that a text is broken into. */
  function* linesOf(node) {
    const range = document.createRange();
    let line;
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const [bounds] = range.getClientRects();
      if (!bounds || bounds.width === 0) continue;
      if (line && Math.abs(bounds.top - line.top) < 2) {
        line.content += node.data[at];
        line.right = bounds.right;
      } else {
        if (line) yield line;
        const { left, right, top, bottom } = bounds;
        line = { left, right, top, bottom, content: node.data[at] };
      }
    }
    if (line) yield line;
  }

  function write(node, css) {
    const size = Number.parseFloat(css.fontSize);
    const family = /mono/i.test(css.fontFamily) ? 'monospace' : 'system-ui,sans-serif';
    const weight = Number(css.fontWeight) >= 600 ? ';font-weight:600' : '';
    const style = `font:${size}px ${family}${weight};fill:${css.color}`;
    for (const { left, right, top, bottom, content } of linesOf(node)) {
      const lead = content.length - content.trimStart().length;
      const share = (right - left) / content.length;
      const bounds = { left, right, top, bottom, width: right - left, height: bottom - top };
      if (content.trim() === '' || !isInside(bounds)) continue;
      const shown = content.replaceAll('\u00a0', ' ').trim();
      const { order: nth, x } = place({ x: left + lead * share, y: top, width: 0, height: 0 });
      const baseline = Math.round((top + bottom) / 2 + size * 0.35 - clip.y);
      texts.push({
        order: nth,
        x,
        y: baseline,
        width: Math.round(share * shown.length),
        content: shown,
        style,
      });
    }
  }

  function draw(element) {
    const css = getComputedStyle(element);
    if (css.display === 'none' || css.visibility === 'hidden' || css.opacity === '0') return;
    for (const bounds of element.getClientRects()) box(element, css, bounds);
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) write(child, css);
      else if (child.nodeType === Node.ELEMENT_NODE && !layers.some((layer) => child.matches(layer)))
        draw(child);
    }
  }

  for (const layer of layers) for (const element of document.querySelectorAll(layer)) draw(element);
  return { shapes, texts };
}
