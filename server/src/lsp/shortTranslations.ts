import type { Translations } from './protocol.ts';

/**
 * The key of a text in the translations that are part of the extension: FNV-1a of its UTF-16 code units, in base 36. The
 * texts themselves are in the server's code already; keys of seven characters save 20 kB of the package's 600.
 */
export function shortKey(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Translations by the texts themselves, of translations by texts or by their {@link shortKey}. For reading only. */
export function byText(translations: Translations): Translations {
  return new Proxy(translations, {
    get: (texts, text) =>
      typeof text !== 'string' ? undefined : Object.hasOwn(texts, text) ? texts[text] : texts[shortKey(text)],
  });
}
