/** Deeper than the URIs in any message. */
const DEEPEST = 8;

/** The spellings that the client opened files with, where they are others than ours. One process serves one client. */
const given = new Map<string, string>();

/**
 * Spells the `file:` URIs in a message of the client as listings of the disk do, in place. Editors differ in which characters
 * they escape: VS Code sends `%28` for a parenthesis, Neovim `@` as it is. One file would be two otherwise.
 */
export function spellUris(message: object): void {
  const { method, params } = message as { readonly method?: unknown; readonly params?: unknown };
  const opened = method === 'textDocument/didOpen' ? openedIn(params) : undefined;
  spellPart(message, 0);
  const uri = opened && openedIn(params);
  if (uri !== undefined && uri !== opened) given.set(uri, opened as string);
}

/** The URI of an open file as the client spells it. */
export function asOpened(uri: string): string {
  return given.get(uri) ?? uri;
}

/** Drops the spelling of a file that is closed. */
export function forgetSpelling(uri: string): void {
  given.delete(uri);
}

function openedIn(params: unknown): string | undefined {
  const { textDocument } = (params ?? {}) as { readonly textDocument?: { readonly uri?: unknown } | null };
  return typeof textDocument?.uri === 'string' ? textDocument.uri : undefined;
}

function spellPart(part: unknown, depth: number): void {
  if (typeof part !== 'object' || part === null || depth === DEEPEST) return;
  const entries = part as Record<string, unknown>;
  for (const [key, value] of Object.entries(entries)) {
    if (typeof value !== 'string') spellPart(value, depth + 1);
    // Those of our command are in an array.
    else if (/uri$/i.test(key) || Array.isArray(part)) entries[key] = spelled(value);
  }
}

function spelled(uri: string): string {
  const [, authority, path] = /^(file:\/\/[^/]*)(\/.*)$/s.exec(uri) ?? [];
  if (authority === undefined || path === undefined) return uri;
  try {
    const names = path.split('/').map((name) => encodeURIComponent(decodeURIComponent(name)));
    return authority + names.join('/');
  } catch {
    // A percent sign that escapes nothing.
    return uri;
  }
}
