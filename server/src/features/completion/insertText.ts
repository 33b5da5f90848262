/** A part of an inserted text: fixed, or a tab stop where the user chooses or overwrites. */
export type InsertPart = string | TabStop;

/** A tab stop with words to choose from, or with one sample to overwrite, which may be empty. */
export interface TabStop {
  readonly choices: readonly string[];
  /** Tab stops with the same name get the same text. */
  readonly name?: string;
}

/** The text for an editor without snippets: the first choice of each tab stop. */
export function plainText(parts: readonly InsertPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : (part.choices[0] ?? ''))).join('');
}

/** The text in the snippet syntax of the language server protocol. */
export function snippet(parts: readonly InsertPart[]): string {
  let stops = 0;
  const named = new Map<string, number>();
  const write = (part: TabStop): string => {
    const known = part.name === undefined ? undefined : named.get(part.name);
    if (known !== undefined) return `$${known}`;
    stops++;
    if (part.name !== undefined) named.set(part.name, stops);
    return tabStop(stops, part.choices);
  };
  return parts.map((part) => (typeof part === 'string' ? escapeSnippet(part) : write(part))).join('');
}

function tabStop(number: number, choices: readonly string[]): string {
  if (choices.length === 0) return `$${number}`;
  if (choices.length === 1) return `\${${number}:${escapeSnippet(choices[0] ?? '')}}`;
  return `\${${number}|${choices.map(escapeChoice).join(',')}|}`;
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function escapeChoice(text: string): string {
  return text.replace(/[\\$},|]/g, '\\$&');
}

/** The same parts with every text converted; undefined if one cannot be. */
export function mapParts(
  parts: readonly InsertPart[],
  change: (text: string) => string | undefined,
): InsertPart[] | undefined {
  const changed = parts.map((part): InsertPart | undefined => {
    if (typeof part === 'string') return change(part);
    const choices = part.choices.map(change).filter((choice) => choice !== undefined);
    return choices.length === part.choices.length ? { ...part, choices } : undefined;
  });
  return changed.every((part) => part !== undefined) ? changed : undefined;
}
