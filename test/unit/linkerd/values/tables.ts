import { readFileSync } from 'node:fs';

/** A value, and what each parser made of it. */
type Row<Results extends readonly unknown[]> = [value: string, ...results: Results];

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly unknown[];
}

const { grammars }: { grammars: Readonly<Record<string, Table>> } = JSON.parse(
  readFileSync(new URL('../../../data/values.json', import.meta.url), 'utf8'),
);

/** What Linkerd's own parsers make of values of a type. */
export function rowsOf<Results extends readonly unknown[]>(type: string): Row<Results>[] {
  return [...(grammars[type]?.rows ?? [])] as Row<Results>[];
}
