import type { Artifact, Location, Log, ReportingDescriptor, Result, Fix as SarifFix } from 'sarif';
import { version } from '../../../../package.json';
import type { Finding, PlaceElsewhere, Severity } from '../../engine/finding.ts';
import type { RuleMetadata } from '../../engine/rule.ts';
import type { TextRange } from '../../text/range.ts';
import { displayUri } from '../paths.ts';
import { LineFingerprints } from './fingerprint.ts';
import { jsonText } from './jsonText.ts';
import { type LintedFile, type Report, regionOf } from './report.ts';

type Level = 'error' | 'warning' | 'note';

const LEVELS: Readonly<Record<Severity, Level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The documentation of rules for a SARIF log. */
export interface RuleHelp {
  /** The rule's page, in Markdown; `undefined` if it is not part of the package. */
  page(rule: string): string | undefined;
  readonly rules: readonly RuleMetadata[];
}

/** SARIF 2.1.0 with fixes, as code scanning reads it. Only rules with findings are described. */
export function formatSarif(report: Report, help: RuleHelp): string {
  const files = report.files.filter(({ findings }) => findings.length > 0);
  const ids = [...new Set(files.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Linkerd Lint',
            version,
            semanticVersion: version,
            rules: ids.map((id) => describeRule(id, help)),
          },
        },
        invocations: [{ executionSuccessful: report.isWhole }],
        artifacts: files.map(artifact),
        results: files.flatMap((file, index) => results(file, index, ids)),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return jsonText(log);
}

function describeRule(id: string, { page, rules }: RuleHelp): ReportingDescriptor {
  const rule = rules.find((candidate) => candidate.id === id);
  const summary = rule ? `${rule.summary}.` : id;
  const markdown = page(id);
  const level = rule && levelWhereUnknown(rule);
  return {
    id,
    name: id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: markdown === undefined ? { text: summary } : { text: markdown, markdown },
    defaultConfiguration: level === 'off' || !level ? { enabled: false } : { level: LEVELS[level] },
    properties: { tags: ['linkerd', 'kubernetes'] },
  };
}

function levelWhereUnknown({ level }: RuleMetadata): Severity | 'off' {
  return typeof level === 'string' ? level : level.unknown;
}

function artifact({ name }: LintedFile): Artifact {
  return { location: artifactLocation(name), encoding: 'UTF-8' };
}

function results(file: LintedFile, index: number, ids: readonly string[]): Result[] {
  const fingerprints = new LineFingerprints(file.text);
  return file.findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(file, index, finding.range)],
    partialFingerprints: {
      primaryLocationLineHash: fingerprints.of(regionOf(file, finding.range).line),
    },
    ...relatedLocations(file, index, finding),
    ...sarifFixes(file, finding),
  }));
}

function relatedLocations(
  file: LintedFile,
  index: number,
  { related, relatedElsewhere = [] }: Finding,
): Pick<Result, 'relatedLocations'> {
  const places = [
    ...related.map(({ range, message }) => ({ ...location(file, index, range), message: { text: message } })),
    ...relatedElsewhere.map(({ message, ...place }) => ({ ...elsewhere(place), message: { text: message } })),
  ];
  return places.length === 0 ? {} : { relatedLocations: places.map((place, id) => ({ id, ...place })) };
}

function elsewhere({ uri, start, end }: PlaceElsewhere): Location {
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(displayUri(uri)),
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  };
}

function sarifFixes(file: LintedFile, { fixes }: Finding): { fixes?: SarifFix[] } {
  if (fixes.length === 0) return {};
  return {
    fixes: fixes.map(({ title, edits }) => ({
      description: { text: title },
      artifactChanges: [
        {
          artifactLocation: artifactLocation(file.name),
          replacements: edits.map(({ range, newText }) => ({
            deletedRegion: region(file, range),
            ...(newText === '' ? {} : { insertedContent: { text: newText } }),
          })),
        },
      ],
    })),
  };
}

function location(file: LintedFile, index: number, range: TextRange): Location {
  return {
    physicalLocation: {
      artifactLocation: { ...artifactLocation(file.name), index },
      region: region(file, range),
    },
  };
}

function region(file: LintedFile, range: TextRange) {
  const { line, column, endLine, endColumn } = regionOf(file, range);
  return {
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
    charOffset: range.start,
    charLength: range.end - range.start,
  };
}

/** A path below the working directory is relative to the root of the sources; any other is absolute. */
function artifactLocation(name: string) {
  const uri = name.split('/').map(encodeURIComponent).join('/');
  return name.startsWith('../') ? { uri } : { uri, uriBaseId: '%SRCROOT%' };
}
