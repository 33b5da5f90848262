import * as l10n from '@vscode/l10n';
import type { FoundPlace, FoundSetting } from '../../config/environmentReport.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { readTarget } from '../../kubernetes/resource.ts';
import { embeddedLinkerdDocuments } from '../../linkerd/metadata/linkerdMetadata.ts';
import { skipDirection } from '../../linkerd/ports/skipPorts.ts';
import { mayContainLinkerd } from '../../linkerd/prefilter.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';
import { innermostDocument } from '../../yaml/nestedDocuments.ts';
import { entryText } from './catalogueHover.ts';
import { chartHover } from './chartHover.ts';
import { fieldHover } from './fieldHover.ts';
import { type HoverContext, targetAt } from './hoverTarget.ts';
import { literal, prose } from './markdown.ts';
import { skipPortsText } from './skipPortsHover.ts';

/** An explanation of something in a file. */
interface HoverText {
  /** The range of what is explained, from the file's beginning. */
  readonly range: TextRange;
  readonly markdown: string;
}

/**
 * Explains Linkerd's annotation, label, field or chart value at an offset of the file; undefined if there is none.
 */
export function hover(file: SourceFile, offset: number, context: HoverContext): HoverText | undefined {
  const placed = file.documentAt(offset);
  const charts = context.charts ?? [];
  if (!placed || (charts.length === 0 && !mayContainLinkerd(placed.document.text))) return undefined;
  const innermost = innermostDocument(placed.document, offset - placed.offset, embeddedLinkerdDocuments);
  const target = targetAt(innermost.document, innermost.offset, readTarget(innermost.parentMap));
  if (!target) {
    const field =
      fieldHover(innermost.document, innermost.offset) ??
      chartHover(innermost.document, innermost.offset, []);
    if (field) return { ...field, range: shiftRange(innermost.toOuter(field.range), placed.offset) };
    // Values in a string are found from the resource around it, which names the chart.
    const value = chartHover(placed.document, offset - placed.offset, charts);
    return value && { ...value, range: shiftRange(value.range, placed.offset) };
  }
  const markdown = isSkipPorts(target.annotation)
    ? skipPortsText(target, {
        environment: context.environment,
        evidence: evidenceNote(context.found ?? []),
        explainRuleCommand: context.explainRuleCommand,
      })
    : entryText(target, context);
  return markdown === undefined
    ? undefined
    : { range: shiftRange(innermost.toOuter(target.range), placed.offset), markdown };
}

/** Labels with these names are not Linkerd's. */
function isSkipPorts({ kind, key }: MetadataEntry): boolean {
  return kind === 'annotation' && skipDirection(key.value) !== undefined;
}

/** Which files of the repository describe the cluster, or contradict each other; undefined without evidence. */
export function evidenceNote(found: readonly FoundSetting[]): string | undefined {
  if (found.length === 0) return undefined;
  const items = found.map(({ setting, value, places }) => {
    const where = places.map(placeText).join(', ');
    return value === undefined
      ? l10n.t('`{0}` is contradictory ({1})', setting, where)
      : `${literal(setting)} (${where})`;
  });
  return l10n.t('Found in the repository: {0}', items.join(', '));
}

function placeText({ uri, path, line }: FoundPlace): string {
  // Parentheses would end the URL.
  const address = uri.replace(/[()<>\\\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `[${prose(`${path}:${line}`)}](${address}#L${line})`;
}
