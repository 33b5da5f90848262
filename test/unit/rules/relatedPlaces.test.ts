import { expect, it } from 'vitest';
import type { Finding } from '../../../server/src/engine/finding.ts';
import { MESH_RULES, RULES } from '../../../server/src/rules/registry.ts';
import { lint } from '../../support/lint.ts';
import { lintMesh, readFiles } from '../../support/lintMesh.ts';
import { type PageExample, pageExamplesOf } from '../../support/rulePages.ts';

/** The line of a file, with its number, in which a place begins. */
function lineAt(text: string, line: number): string {
  return `${line + 1}: ${text.split('\n')[line]?.trim()}`;
}

function lineOf(text: string, offset: number): string {
  return lineAt(text, text.slice(0, offset).split('\n').length - 1);
}

function placesOf(finding: Finding, path: string, files: ReadonlyMap<string, string>): string[] {
  const text = files.get(path) ?? '';
  return [
    ...finding.related.map(({ range, message }) => `    ${message} ${lineOf(text, range.start)}`),
    ...(finding.relatedElsewhere ?? []).map(
      ({ uri, start, message }) => `    ${message} ${uri}:${lineAt(files.get(uri) ?? '', start.line)}`,
    ),
  ];
}

function inDocument(id: string, { text, settings }: PageExample): [string, readonly Finding[]][] {
  return [['', lint(text, settings).filter(({ rule }) => rule === id)]];
}

it('findings lead to related places: those of the examples on all pages', async () => {
  const lines: string[] = [];
  const note = (
    id: string,
    files: ReadonlyMap<string, string>,
    found: Iterable<readonly [string, readonly Finding[]]>,
  ) => {
    for (const [path, findings] of found)
      for (const finding of findings) {
        const places = placesOf(finding, path, files);
        const at = lineOf(files.get(path) ?? '', finding.range.start);
        if (places.length > 0) lines.push(`${id} ${path}:${at}`, ...places);
      }
  };
  for (const { id } of RULES)
    for (const example of pageExamplesOf(id))
      note(id, new Map([['', example.text]]), inDocument(id, example));
  for (const rule of MESH_RULES)
    for (const { text, settings } of pageExamplesOf(rule.id))
      note(rule.id, readFiles(text), lintMesh(readFiles(text), settings, [rule]));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../data/related-places.txt');
});
