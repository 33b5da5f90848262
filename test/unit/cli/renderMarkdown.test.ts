import { readdirSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../../server/src/cli/markdown/renderMarkdown.ts';
import { paintFor } from '../../../server/src/cli/terminal.ts';
import { displayWidth } from '../../../server/src/text/displayWidth.ts';
import { dedent } from '../../support/example.ts';

const PLAIN = await paintFor(false);
const COLORED = await paintFor(true);

function render(markdown: string, columns = 80): string {
  return renderMarkdown(dedent(markdown), { paint: PLAIN, columns });
}

test('a page loses its punctuation and keeps its words', () => {
  expect(
    render(`
      # some-rule

      <!-- a comment -->
      A **bold** word, \`code <b>\` & a [link](https://example.com), [another](other-rule.md),
      <https://linkerd.io>.

      ## Wrong

      \`\`\`yaml
      a: |

        b
      \`\`\`

      - one
      - two, which is long enough to be broken into several lines wherever it stands in a list
        1. inner

      > quoted
    `),
  ).toBe(
    `some-rule

A bold word, code <b> & a link (https://example.com), another,
https://linkerd.io.

Wrong

    a: |

      b

• one
• two, which is long enough to be broken into several lines wherever it stands
  in a list
  1. inner

  quoted
`,
  );
});

test('a table is in columns, its cells wrapped; row by row where there is no room', () => {
  const table = `
    | Value | What becomes of it |
    | --- | --- |
    | \`8080, 9090\` | the second one is dropped by everything that reads it |
    | 値 | nothing |
  `;
  expect(render(table, 40)).toBe(
    `Value       What becomes of it
8080, 9090  the second one is dropped by
            everything that reads it
値          nothing
`,
  );
  expect(render(table, 12)).toBe(
    `Value: 8080,
9090
What becomes
of it: the
second one
is dropped
by
everything
that reads
it

Value: 値
What becomes
of it:
nothing
`,
  );
});

describe('every page', () => {
  const pages = readdirSync('docs/rules').filter((name) => name.endsWith('.md'));

  test.each(pages)('%s fits, and is the same without colors', (name) => {
    const markdown = readFileSync(`docs/rules/${name}`, 'utf8');
    for (const columns of [60, 90]) {
      const plain = renderMarkdown(markdown, { paint: PLAIN, columns });
      const colored = renderMarkdown(markdown, { paint: COLORED, columns });
      expect(stripVTControlCharacters(colored)).toBe(plain);
      for (const line of plain.split('\n')) {
        const isCode = line.startsWith('    ') || !line.trim().includes(' ');
        if (!isCode) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
      }
      expect(plain).not.toMatch(/^(?:```|\|.*\||#{1,6} )/m);
    }
  });
});
