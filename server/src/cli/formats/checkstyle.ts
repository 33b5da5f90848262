import type { Severity } from '../../engine/finding.ts';
import { type Report, regionOf } from './report.ts';
import { element, xmlDocument } from './xml.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'info',
};

/** Checkstyle's XML, which most CI servers read. */
export function formatCheckstyle(report: Report): string {
  const files = report.files
    .filter(({ findings }) => findings.length > 0)
    .map((file) =>
      element(
        'file',
        { name: file.name },
        file.findings.map(({ range, severity, message, rule }) => {
          const { line, column } = regionOf(file, range);
          const source = `linkerd-lint.${rule}`;
          return element('error', { line, column, severity: SEVERITIES[severity], message, source });
        }),
      ),
    );
  return xmlDocument(element('checkstyle', { version: '4.3' }, files));
}
