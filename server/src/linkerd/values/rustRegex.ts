import * as l10n from '@vscode/l10n';

/** Syntax that JavaScript's regular expressions have and Rust's do not (docs.rs/regex, Syntax). */
const LOOKAROUND = /\(\?<?[=!]/;
const BACKREFERENCE = /\\[1-9]/;

/** Syntax that JavaScript lacks or reads differently than Rust. An expression with it is not checked. */
const RUST_ONLY = /\[[^\]]*\[|&&|--|~~|\\[pPzAxu]|\(\?[a-zA-Z-]+[:)]|\(\?P?<[^=!]|\{/;

/** Rust accepts several after one another, which JavaScript does not. */
const QUANTIFIERS = /([^(|])[*+?]+/g;

const LONGEST = 1_024;

/**
 * What is wrong with a regular expression that Rust's `regex` reads, in a sentence; undefined if it is valid or
 * cannot be checked. The expression is never matched against anything.
 */
export function rustRegexProblem(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const bare = outline(text);
  if (LOOKAROUND.test(bare)) return l10n.t('Linkerd’s regular expressions do not support look-around.');
  if (BACKREFERENCE.test(bare)) return l10n.t('Linkerd’s regular expressions do not support backreferences.');
  if (RUST_ONLY.test(text)) return undefined;
  try {
    new RegExp(bare.replace(QUANTIFIERS, '$1*'));
    return undefined;
  } catch {
    return l10n.t('This is not a valid regular expression.');
  }
}

/**
 * The expression with a letter in place of each character class, escaped character and anchor, because Rust can
 * repeat all of them; `\\1` is kept, and so is the beginning of a class or escape that does not end.
 */
function outline(text: string): string {
  let kept = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') {
      at++;
      kept += /[1-9]/.test(text[at] ?? '') ? `\\${text[at]}` : at < text.length ? 'a' : char;
    } else if (char === '[') {
      at = classEnd(text, at);
      kept += at < text.length ? 'a' : char;
    } else kept += char === '^' || char === '$' ? 'a' : char;
  }
  return kept;
}

/** The end of the character class that begins at `open`. A `]` that comes first is literal. */
function classEnd(text: string, open: number): number {
  let at = open + 1;
  if (text[at] === '^') at++;
  if (text[at] === ']') at++;
  while (at < text.length && text[at] !== ']') at += text[at] === '\\' ? 2 : 1;
  return at;
}
