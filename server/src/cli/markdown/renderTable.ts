import type { Tokens } from 'marked';
import { shownWidth, wrap } from '../formats/wrap.ts';
import { inlineText } from './inlineText.ts';
import type { PageStyle } from './pageStyle.ts';

const GAP = '  ';

/** A table in columns whose cells are wrapped; row by row, where the widest words leave no room for that. */
export function renderTable({ header, rows }: Tokens.Table, { paint, columns }: PageStyle): string {
  const titles = header.map((cell) => cellText(cell, paint.bold));
  const cells = rows.map((row) => row.map((cell) => cellText(cell)));
  const all = titles.some((title) => title !== '') ? [titles, ...cells] : cells;
  const widths = columnWidths(all, columns);
  if (!widths) return cells.map((row) => asList(titles, row, columns)).join('\n\n');
  return all.map((row) => asRow(row, widths)).join('\n');

  function cellText(cell: Tokens.TableCell, tint?: (word: string) => string): string {
    return cell.tokens.map((token) => inlineText(token, paint, tint)).join('');
  }
}

function asRow(row: readonly string[], widths: readonly number[]): string {
  const wrapped = row.map((cell, index) => wrap(cell, widths[index] ?? 0));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, index) => padded(lines[line] ?? '', widths[index] ?? 0))
      .join(GAP)
      .trimEnd(),
  ).join('\n');
}

function asList(titles: readonly string[], row: readonly string[], columns: number): string {
  return row
    .map((cell, index) => {
      const title = titles[index] ?? '';
      return wrap(title === '' ? cell : `${title}: ${cell}`, columns).join('\n');
    })
    .join('\n');
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - shownWidth(text)));
}

/** As wide as the widest cell of each column, or else what is left after the narrower ones, in equal shares. */
function columnWidths(rows: readonly (readonly string[])[], columns: number): number[] | undefined {
  const count = rows[0]?.length ?? 0;
  const widest = (measure: (cell: string) => number) =>
    Array.from({ length: count }, (_, index) => Math.max(...rows.map((row) => measure(row[index] ?? ''))));
  const natural = widest(shownWidth);
  const longestWord = widest((cell) => Math.max(...cell.split(' ').map(shownWidth)));
  let room = columns - GAP.length * (count - 1);
  if (sum(longestWord) > room) return undefined;
  const widths = [...longestWord];
  const byNeed = natural.map((_, index) => index).sort((a, b) => need(a) - need(b));
  room -= sum(longestWord);
  byNeed.forEach((index, done) => {
    const share = Math.min(need(index), Math.floor(room / (count - done)));
    widths[index] = (widths[index] ?? 0) + share;
    room -= share;
  });
  return widths;

  function need(index: number): number {
    return (natural[index] ?? 0) - (longestWord[index] ?? 0);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
