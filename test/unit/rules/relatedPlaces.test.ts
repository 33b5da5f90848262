import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/engine/finding.ts';
import { MESH_RULES, RULES } from '../../../server/src/rules/registry.ts';
import { lint } from '../../support/lint.ts';
import { type Files, lintMesh, type MeshFindings, readFiles } from '../../support/lintMesh.ts';
import { type PageExample, pageExamplesOf } from '../../support/rulePages.ts';

/** The line of a file, with its number, in which a place begins. */
function lineAt(text: string, line: number): string {
  return `${line + 1}: ${text.split('\n')[line]?.trim()}`;
}

function lineOf(text: string, offset: number): string {
  return lineAt(text, text.slice(0, offset).split('\n').length - 1);
}

function placesOf(finding: Finding, path: string, files: Files): string[] {
  const text = files.get(path) ?? '';
  return [
    ...finding.related.map(({ range, message }) => `    ${message} ${lineOf(text, range.start)}`),
    ...(finding.relatedElsewhere ?? []).map(
      ({ uri, start, message }) => `    ${message} ${uri}:${lineAt(files.get(uri) ?? '', start.line)}`,
    ),
  ];
}

/** A finding with its related places; nothing if it has none. */
function described(finding: Finding, path: string, files: Files): string[] {
  const places = placesOf(finding, path, files);
  return places.length > 0
    ? [`${path}:${lineOf(files.get(path) ?? '', finding.range.start)}`, ...places]
    : [];
}

/** The findings of a rule in an example, with the example's files. */
function judge(id: string, { text, settings }: PageExample): { files: Files; found: MeshFindings } {
  const rule = MESH_RULES.find((each) => each.id === id);
  if (rule) return { files: readFiles(text), found: lintMesh(readFiles(text), settings, [rule]) };
  const findings = lint(text, settings).filter((finding) => finding.rule === id);
  return { files: new Map([['example.yaml', text]]), found: new Map([['example.yaml', findings]]) };
}

/** Rule by rule: `npm run mutate` then runs only what can notice a change of the rule. */
describe.each([...RULES, ...MESH_RULES])('the examples on the page of $id', ({ id }) => {
  it('lead to related places', () => {
    const lines = pageExamplesOf(id).flatMap((example) => {
      const { files, found } = judge(id, example);
      return [...found].flatMap(([path, findings]) =>
        findings.flatMap((finding) => described(finding, path, files)),
      );
    });
    expect(lines.join('\n')).toMatchSnapshot();
  });
});
