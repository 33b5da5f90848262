import { clusterObjectAt, isControlled } from '../../engine/clusterObjects.ts';
import type { Finding } from '../../engine/finding.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';

/** What the API server checks itself. It has accepted what it returns, perhaps with the definitions of a release that is not known here. */
const CHECKED_BY_API_SERVER = new Set([
  'resource-field-missing',
  'resource-field-not-in-version',
  'resource-field-unknown',
  'resource-fields-exclusive',
  'resource-type-wrong',
  'resource-value-invalid',
  'resource-version-not-served',
]);

/**
 * The findings in a complete set, with the objects of the cluster that they are about. A controller's are left out: its template
 * has the same.
 */
export function clusterFindings(file: SourceFile, findings: readonly Finding[]): Finding[] {
  return findings
    .filter(({ range }) => !isControlled(file, range.start))
    .map((finding) => ({ ...finding, object: clusterObjectAt(file, finding.range.start) }))
    .filter(({ object, rule }) => object === undefined || !CHECKED_BY_API_SERVER.has(rule));
}
