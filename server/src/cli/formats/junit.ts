import { fails } from '../arguments/lintArguments.ts';
import { type LintedFile, type Report, regionOf } from './report.ts';
import { element, xmlDocument } from './xml.ts';

/**
 * JUnit's XML: a suite for each file that concerns Linkerd, a test for each finding, which fails if the finding fails
 * the run, and one passed test if there are no findings.
 */
export function formatJunit(report: Report): string {
  const suites = report.files.map((file) => suite(file, report));
  const { tests, failures } = suites.reduce(
    (sum, { counts }) => ({ tests: sum.tests + counts.tests, failures: sum.failures + counts.failures }),
    { tests: 0, failures: 0 },
  );
  const attributes = { name: 'linkerd-lint', tests, failures, errors: report.isWhole ? 0 : 1 };
  return xmlDocument(
    element(
      'testsuites',
      attributes,
      suites.map(({ xml }) => xml),
    ),
  );
}

function suite(file: LintedFile, { failOn }: Report) {
  const cases = file.findings.map(({ range, severity, message, rule }) => {
    const { line, column } = regionOf(file, range);
    const place = `${file.name}:${line}:${column}`;
    const detail = { message: `${place}: ${message}`, type: severity };
    return testCase(
      file,
      `${rule} at ${line}:${column}`,
      fails(severity, failOn) ? detail : undefined,
      detail,
    );
  });
  const failures = file.findings.filter(({ severity }) => fails(severity, failOn)).length;
  const counts = { tests: Math.max(cases.length, 1), failures };
  const children = cases.length > 0 ? cases : [testCase(file, 'linkerd-lint')];
  return { counts, xml: element('testsuite', { name: file.name, ...counts, errors: 0 }, children) };
}

interface Detail {
  readonly message: string;
  readonly type: string;
}

/** A test. A finding that does not fail it becomes a property, which readers show without alarm. */
function testCase(file: LintedFile, name: string, failure?: Detail, detail?: Detail): string {
  const told = failure
    ? [element('failure', { ...failure })]
    : detail
      ? [element('properties', {}, [element('property', { name: detail.type, value: detail.message })])]
      : [];
  return element('testcase', { name, classname: file.name }, told);
}
