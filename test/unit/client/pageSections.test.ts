import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keysOf, sectionOf } from '../../../client/src/pageSections.ts';
import { CATALOGUE } from '../../../server/src/linkerd/catalogue/catalogue.ts';

const PAGE = `# All

## Ports

| [\`example.com/one\`](#one) | first |

### \`example.com/one\`

The first.

\`\`\`yaml
# no heading
example.com/one: "1"
\`\`\`

### \`example.com/two\` (label)

The second.

## Others

### \`example.com/one\` (label)

The third.
`;

describe('sections of the reference', () => {
  it('lists the keys in their order', () => {
    expect(keysOf(PAGE)).toEqual(['example.com/one', 'example.com/two', 'example.com/one']);
  });

  it('takes all that is about a key, and nothing else', () => {
    const section = sectionOf(PAGE, 'example.com/one');
    expect(section).toMatch(/^### `example\.com\/one`\n\nThe first\./);
    expect(section).toContain('# no heading\nexample.com/one: "1"');
    expect(section).toMatch(/### `example\.com\/one` \(label\)\n\nThe third\.\n$/);
    expect(section).not.toMatch(/second|Others/);
    expect(sectionOf(PAGE.replaceAll('\n', '\r\n'), 'example.com/two')).toBe(
      '### `example.com/two` (label)\n\nThe second.\n',
    );
    expect(sectionOf(PAGE, 'example.com/three')).toBeUndefined();
  });

  it('finds every key of the catalogue in the page that is shipped', () => {
    const page = readFileSync('docs/annotations.md', 'utf8');
    for (const entry of CATALOGUE) expect(keysOf(page)).toContain(entry.key);
  });
});
