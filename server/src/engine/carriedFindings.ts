import { differenceOf } from '../text/difference.ts';
import type { TextRange } from '../text/range.ts';
import type { Finding } from './finding.ts';
import type { SourceFile } from './sourceFile.ts';
import type { SumFindings } from './sumFindings.ts';

/**
 * What the sums said of an earlier version of a file, for a version whose sums are not built yet. Findings move with the text. One
 * that the file did not have before has to wait, since it may be in no sum; so do fixes, which take builds.
 *
 * @param own the findings that the file has by itself
 */
export function carriedFindings(
  before: SumFindings,
  earlier: SourceFile,
  file: SourceFile,
  own: readonly Finding[],
): SumFindings {
  const { prefix, suffix, growth } = differenceOf(earlier.text, file.text);
  const moved = ({ start, end }: TextRange): TextRange =>
    start >= earlier.length - suffix
      ? { start: start + growth, end: end + growth }
      : { start: Math.min(start, prefix), end: end <= prefix ? end : Math.max(prefix, end + growth) };
  // What is typed may be the same as what follows, so that a finding there has moved or not.
  const known = new Set(
    before.kept.flatMap(({ rule, range }) =>
      [moved(range).start, Math.min(range.start, prefix)].map((start) => `${rule} ${start}`),
    ),
  );
  const isRepaired = ({ rule, range }: Finding) => !known.has(`${rule} ${range.start}`);
  return {
    ...before,
    added: before.added.map(
      ({ rule, severity, range, message, related, relatedElsewhere = [], isUnnecessary }) => ({
        rule,
        severity,
        range: moved(range),
        message,
        fixes: [],
        related: related.map((place) => ({ ...place, range: moved(place.range) })),
        relatedElsewhere,
        isUnnecessary,
      }),
    ),
    kept: own.filter((finding) => !isRepaired(finding)),
    isRepaired,
  };
}

/** What an editor shows of findings at once; fixes take builds. */
const SHOWN = [
  ...['rule', 'severity', 'message', 'related', 'relatedElsewhere'],
  ...['range', 'start', 'end', 'uri', 'line', 'character'],
];

/** Whether an editor shows the same for both. */
export function showSame(one: SumFindings, other: SumFindings): boolean {
  const shown = ({ added, kept }: SumFindings) => JSON.stringify([added, kept], SHOWN);
  return shown(one) === shown(other);
}
