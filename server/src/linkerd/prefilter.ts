/** A letter of "linkerd", as an escape sequence of a double-quoted scalar. */
const ESCAPED_LETTER = /\\(?:x|u00|U000000)(?:6[459bce]|72)/i;

/** A key that only the values of Linkerd's chart have, which need not name Linkerd themselves. */
const VALUES_KEY = 'proxyInit';

/**
 * Whether a text can contain anything about Linkerd. A document that cannot is never parsed. In a quoted key, escape
 * sequences may spell the word. The answer is the same for UTF-8 read as `latin1`.
 */
export function mayContainLinkerd(text: string): boolean {
  return (
    // One search of the whole text for both; a prefix in capitals is reported, and prose that only names Linkerd is not read.
    (text.includes('inkerd') && (text.includes('linkerd') || text.includes('Linkerd.io/'))) ||
    text.includes(VALUES_KEY) ||
    (text.includes('\\') && ESCAPED_LETTER.test(text))
  );
}

/**
 * Words of what Linkerd depends on although nothing there names it: routes of the Gateway API, Services that name a protocol,
 * TrafficSplits, the installation of Cilium.
 */
export const WORDLESS =
  /gateway\.networking\.k8s\.io|appProtocol|split\.smi-spec\.io|chart["']?: *["']?(?:[\w.:/-]{1,100}\/)?cilium["'\s},]/;

/** Whether a text can contain anything that rules judge; {@link mayContainLinkerd} or a resource that Linkerd acts on. */
export function mayConcernLinkerd(text: string): boolean {
  return mayContainLinkerd(text) || WORDLESS.test(text);
}
