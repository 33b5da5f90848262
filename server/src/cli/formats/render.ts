import type { FormatName } from '../arguments/options.ts';
import { formatCheckstyle } from './checkstyle.ts';
import { formatCompact } from './compact.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import type { Report } from './report.ts';
import { formatSarif, type RuleHelp } from './sarif.ts';
import { formatText, type TextStyle } from './text.ts';

/** A report in one of the formats. */
export function render(format: FormatName, report: Report, style: TextStyle, help: RuleHelp): string {
  switch (format) {
    case 'text':
      return formatText(report, style);
    case 'compact':
      return formatCompact(report);
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, help);
    case 'github':
      return formatGithub(report);
    case 'checkstyle':
      return formatCheckstyle(report);
    case 'junit':
      return formatJunit(report);
  }
}
