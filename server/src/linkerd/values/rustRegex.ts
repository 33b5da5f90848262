import * as l10n from '@vscode/l10n';

/** What Rust's regular expressions do not have (docs.rs/regex, Syntax), and JavaScript's do. */
const LOOKAROUND = /\(\?<?[=!]/;
const BACKREFERENCE = /\\[1-9]/;

/** What Rust has and JavaScript reads in another way or not at all; whether such an expression is right cannot be told. */
const RUST_ONLY = /\[\[|&&|--|~~|\\[pPzAxu]|\(\?[a-zA-Z-]+[:)]|\(\?P?<\w+>|\{/;

const LONGEST = 1_024;

/**
 * What is wrong with a regular expression that Rust's `regex` reads, in a sentence; undefined where nothing is, or where
 * that cannot be told. Nothing is matched with it.
 */
export function rustRegexProblem(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const bare = outline(text);
  if (LOOKAROUND.test(bare)) return l10n.t('Linkerd’s regular expressions do not support look-around.');
  if (BACKREFERENCE.test(bare)) return l10n.t('Linkerd’s regular expressions do not support backreferences.');
  if (RUST_ONLY.test(text)) return undefined;
  try {
    new RegExp(text);
    return undefined;
  } catch {
    return l10n.t('This is not a valid regular expression.');
  }
}

/** The expression without its character classes and escaped characters, where signs mean themselves; `\\1` stays. */
function outline(text: string): string {
  let kept = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') {
      at++;
      if (/[1-9]/.test(text[at] ?? '')) kept += `\\${text[at]}`;
    } else if (char === '[') at = classEnd(text, at);
    else kept += char;
  }
  return kept;
}

/** Where the character class ends that begins at `open`. A `]` that comes first means itself. */
function classEnd(text: string, open: number): number {
  let at = open + 1;
  if (text[at] === '^') at++;
  if (text[at] === ']') at++;
  while (at < text.length && text[at] !== ']') at += text[at] === '\\' ? 2 : 1;
  return at;
}
