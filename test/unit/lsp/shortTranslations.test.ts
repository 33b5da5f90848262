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

  it('have a key of their own for each text', () => {
    const texts = Object.keys(JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')));
    expect(new Set(texts.map(shortKey)).size).toBe(texts.length);
  });
});
