import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { byText, shortKey } from '../../../server/src/lsp/shortTranslations.ts';

describe('translations with short keys', () => {
  const translations = byText({ [shortKey('Remove {0}')]: '移除 {0}', Open: '打开' });

  it('are found by the text, as those with long keys are', () => {
    expect(translations['Remove {0}']).toBe('移除 {0}');
    expect(translations.Open).toBe('打开');
  });

  it('are missing for a text that has none', () => {
    expect(translations['Remove {1}']).toBeUndefined();
    expect(translations.constructor).toBeUndefined();
  });

  it('are those of every text in the bundle that is shipped, also where two texts have one key', () => {
    const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, 'utf8'));
    const name = 'bundle.l10n.zh-cn.json';
    const shipped = byText(read(`dist/l10n/${name}`));
    const texts = Object.entries(read(`l10n/${name}`));
    expect(texts.map(([text]) => [text, shipped[text]])).toEqual(texts);
  });
});
