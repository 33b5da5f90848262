import { type ChartFiles, readChart } from '../../../server/src/helm/chart.ts';
import { outsideOfBlocks } from '../../../server/src/helm/locatePrinted.ts';

/**
 * What our evaluator says that a template prints: known texts, with a gap between each two of them that stands for something
 * unknown. Undefined if nothing is known.
 */
export function renderOurs(files: ChartFiles, path: string): readonly string[] | undefined {
  const pieces = readChart(files)?.render(path, false);
  if (!pieces) return undefined;
  const known = [''];
  let isBehindGap = false;
  for (const { kind, content } of outsideOfBlocks(pieces)) {
    if (kind === 'kept') {
      if (!isBehindGap) known.push('');
      isBehindGap = true;
    } else {
      known.push(`${known.pop()}${content.text}`);
      if (content.text.trim() !== '') isBehindGap = false;
    }
  }
  // The actions that are kept may trim the whitespace around them.
  return known.map((text, index) => {
    const behind = index === 0 ? text : text.trimStart();
    return index === known.length - 1 ? behind : behind.trimEnd();
  });
}
