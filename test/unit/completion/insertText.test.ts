import { describe, expect, it } from 'vitest';
import {
  type InsertPart,
  mapParts,
  plainText,
  snippet,
} from '../../../server/src/features/completion/insertText.ts';

describe('what is inserted', () => {
  const parts: InsertPart[] = [
    '"',
    { choices: ['a,b', 'c|d}', '$e'] },
    '" {$x} \\ ',
    { choices: ['f}'] },
    { choices: [] },
  ];

  it('is the first choice for an editor that knows no snippets', () => {
    expect(plainText(parts)).toBe('"a,b" {$x} \\ f}');
  });

  it('is escaped in a snippet wherever the grammar of snippets has a meaning for a character', () => {
    const stops = ['|a\\,b,c\\|d\\},\\$e|', ':f\\}'];
    expect(snippet(parts)).toBe(`"\${1${stops[0]}}" {\\$x\\} \\\\ \${2${stops[1]}}$3`);
  });

  it('is changed as a whole or not at all', () => {
    expect(mapParts(['a', { choices: ['b'] }], (text) => text.toUpperCase())).toEqual([
      'A',
      { choices: ['B'] },
    ]);
    expect(mapParts(['a', { choices: ['b'] }], (text) => (text === 'b' ? undefined : text))).toBeUndefined();
  });
});
