/** A source file of Linkerd. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** `ProxyAwait = ProxyConfigAnnotationsPrefix + "/proxy-await"`, the prefix with or without its package. */
const COMPOSED = /(?:\w+\.)?(\w+)\s*\+\s*"(\/[a-z\d-]+)"/g;
const DOMAIN_CONSTANT = /\b(\w+)\s*=\s*"((?:[a-z]+\.)*linkerd\.io)"/g;
/** A whole key, not in a longer word, an address, an import path or a template, and not the version of an API. */
const LITERAL = /(?<![\w./@-])((?:[a-z]+\.)*linkerd\.io\/(?!v\d)[a-z][a-z\d-]*[a-z\d])(?![\w/-])/g;
/** A Rust macro that puts a suffix behind the beginning of a key. */
const KEY_MACRO = /macro_rules!\s*(\w+)\s*\{[^}]*?concat!\(\s*"([^"]*linkerd\.io\/[^"]+)"\s*,\s*\$/g;

/**
 * The keys under Linkerd's domains in its Go and Rust sources and its charts, each with the first file that has it: written out,
 * put together from constants in Go, or from a macro in Rust.
 */
export function keysIn(files: readonly SourceFile[]): Map<string, string> {
  const sources = files.map(({ path, text }) => ({ path, text: withoutTests(text) }));
  const domains = new Map(sources.flatMap(({ text }) => pairsOf(DOMAIN_CONSTANT, text)));
  const keys = new Map<string, string>();
  for (const { path, text } of sources) {
    for (const key of [...literalKeys(text), ...composedKeys(text, domains), ...macroKeys(text)]) {
      if (!keys.has(key)) keys.set(key, path);
    }
  }
  return keys;
}

/** Rust keeps unit tests at the end of the file that they test. */
function withoutTests(text: string): string {
  const tests = text.indexOf('#[cfg(test)]\nmod tests');
  return tests === -1 ? text : text.slice(0, tests);
}

function literalKeys(text: string): string[] {
  const beginnings = new Set(pairsOf(KEY_MACRO, text).map(([, beginning]) => beginning));
  return [...text.matchAll(LITERAL)].flatMap(([, key]) => (key && !beginnings.has(key) ? [key] : []));
}

function composedKeys(text: string, domains: ReadonlyMap<string, string>): string[] {
  return pairsOf(COMPOSED, text).flatMap(([constant, rest]) => {
    const domain = domains.get(constant);
    return domain === undefined ? [] : [domain + rest];
  });
}

function macroKeys(text: string): string[] {
  return pairsOf(KEY_MACRO, text).flatMap(([macro, beginning]) =>
    [...text.matchAll(new RegExp(`\\b${macro}!\\("([^"]+)"\\)`, 'g'))].map(
      ([, suffix]) => beginning + suffix,
    ),
  );
}

/** What the two groups of a pattern matched. */
function pairsOf(pattern: RegExp, text: string): [string, string][] {
  return [...text.matchAll(pattern)].map(([, first = '', second = '']) => [first, second]);
}
