import { jsonText } from './jsonText.ts';
import { placedFindings, type Report } from './report.ts';

/**
 * An array with an object for each finding: `file`, `line`, `column`, `endLine`, `endColumn`, `rule`, `severity`,
 * `message`, and `fixable`, whether any fix is offered, safe or not. In a list of a whole cluster
 * also `object`, the `namespace/kind/name`. A stable format that programs rely on.
 */
export function formatJson(report: Report): string {
  const findings = placedFindings(report).map(
    ({ file, finding: { rule, severity, message, fixes, object }, region }) => ({
      file: file.name,
      ...region,
      rule,
      severity,
      message,
      fixable: fixes.length > 0,
      ...(object === undefined ? {} : { object }),
    }),
  );
  return jsonText(findings);
}
