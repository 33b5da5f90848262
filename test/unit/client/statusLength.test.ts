import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import english from '../../../l10n/bundle.l10n.json' with { type: 'json' };
import chinese from '../../../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };

const SOURCE = readFileSync(join(import.meta.dirname, '../../../client/src/environmentStatus.ts'), 'utf8');

/** Characters. With more, the popup of the language status is wider than a window of 1,280 pixels leaves it. */
const LONGEST = 40;

describe('the language status is short, so that its action stays within reach', () => {
  const texts = [...SOURCE.matchAll(/l10n\.t\('([^']+)'/g)].map(([, text]) => text as keyof typeof english);

  it.each([
    ['English', english],
    ['Chinese', chinese],
  ])('in %s', (_language, bundle: Record<string, string>) => {
    expect(texts.length).toBeGreaterThan(5);
    for (const text of texts) {
      expect(bundle[text], text).toBeDefined();
      expect(bundle[text]?.length, bundle[text]).toBeLessThanOrEqual(LONGEST);
    }
  });
});
