import type { Translations } from './protocol.ts';

/** Four digits in base 36. */
const KEYS = 36 ** 4;

/**
 * The key of a text in the translations that are part of the extension: of its UTF-16 code units FNV-1a, in base 36. The texts
 * themselves are in the server's code already; keys of four characters save 22 kB of the package's 600. Of two texts with
 * the same key, all but the first keep themselves as keys.
 */
export function shortKey(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash >>> 0) % KEYS).toString(36);
}

/** Translations by the texts themselves, of translations by texts or by their {@link shortKey}. For reading only. */
export function byText(translations: Translations): Translations {
  return new Proxy(translations, {
    get: (texts, text) =>
      typeof text !== 'string' ? undefined : Object.hasOwn(texts, text) ? texts[text] : texts[shortKey(text)],
  });
}
