/**
 * The extension's page in VS Code and on a marketplace: the README, which has to stand alone there.
 *
 * Relative links and pictures need the repository's address. While package.json has none, links become plain text and
 * pictures are left out; once it has one, vsce completes them.
 */

const LINK = /\[([^\][]*)\]\(([^()\s]+)\)/g;
const PICTURE = /<picture>[\s\S]*?<\/picture>\n*/g;

/**
 * The page from the README's text.
 *
 * @param {string} readme
 * @param {{ hasRepository: boolean }} options
 */
export function extensionPage(readme, { hasRepository }) {
  if (hasRepository) return readme;
  return withoutTranslations(readme)
    .replaceAll(PICTURE, '')
    .replaceAll(LINK, (link, text, address) => (/^(?:https:\/\/|#)/.test(address) ? link : text));
}

/** The line of links to the README in other languages says nothing without them. */
function withoutTranslations(readme) {
  return readme.replace(/^\[[^\]]+\]\(README\.[\w-]+\.md\)\n\n/m, '');
}
