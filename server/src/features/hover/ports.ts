import * as l10n from '@vscode/l10n';
import { isTemplated } from '../../kubernetes/metadataEntry.ts';
import { formatRange } from '../../linkerd/ports/portSet.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { code } from './markdown.ts';

const MOST_RANGES = 8;

/** The ports that a list really skips, and that a template adds some. Undefined where there are none at all. */
export function portsPhrase({
  annotation,
  list,
}: Pick<SkipPorts, 'annotation' | 'list'>): string | undefined {
  const { ranges } = list.skipped;
  const shown = ranges.slice(0, MOST_RANGES).map((range) => code(formatRange(range)));
  const known =
    ranges.length > MOST_RANGES
      ? l10n.t('{0} and {1} more', shown.join(', '), ranges.length - MOST_RANGES)
      : shown.join(', ');
  if (!isTemplated(annotation)) return known === '' ? undefined : known;
  return known === ''
    ? l10n.t('ports from a template, unknown here,')
    : l10n.t('{0} and ports from a template, unknown here,', known);
}
