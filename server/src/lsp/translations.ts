import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Translations } from './protocol.ts';

/** Beside the folder of the bundle that contains this module. */
const FOLDER = join(__dirname, '..', 'l10n');

/**
 * The translations that are part of the program for a locale as editors and systems write it: `zh-cn`, `zh_CN.UTF-8`,
 * `zh-Hans`. Undefined if there are none.
 */
export function readTranslations(locale: string): Translations | undefined {
  for (const language of languagesOf(locale)) {
    try {
      return JSON.parse(readFileSync(join(FOLDER, `bundle.l10n.${language}.json`), 'utf8')) as Translations;
    } catch {
      // There is no such file; try the next.
    }
  }
  return undefined;
}

/** Names of bundles, the best first. Readers in Singapore use the texts for China, those in Hong Kong do not. */
function languagesOf(locale: string): string[] {
  const [tag = ''] = locale.replaceAll('_', '-').split(/[.@]/);
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    const { region: usualRegion } = new Intl.Locale(`${language}-${script}`).maximize();
    return [`${language}-${region}`, `${language}-${usualRegion}`, language].map((name) =>
      name.toLowerCase(),
    );
  } catch {
    // `C` and other locales that are not language tags.
    return [];
  }
}
