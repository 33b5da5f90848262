/** A part of a text that is inserted: fixed, or one that the editor lets people choose or overwrite. */
export type InsertPart = string | TabStop;

/** Where the editor stops: with words to choose from, or with one that shows what to write, which may be empty. */
export interface TabStop {
  readonly choices: readonly string[];
  /** Stops of one name get the same text. */
  readonly name?: string;
}

/** The text as an editor without snippets inserts it: the first choice stands for all. */
export function plainText(parts: readonly InsertPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : (part.choices[0] ?? ''))).join('');
}

/** The text as a snippet of the language server protocol. */
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

/** The same parts with every text changed; undefined where one of them cannot be. */
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
