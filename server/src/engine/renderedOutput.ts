import { placeOfWritten } from '../kustomize/writtenPlace.ts';
import type { TextRange } from '../text/range.ts';
import { childUri } from '../workspace/fileHost.ts';
import { MemoryFiles } from '../workspace/memoryFiles.ts';
import { YamlDocument } from '../yaml/document.ts';
import type { Finding } from './finding.ts';
import type { LintSettings, RuleFailure } from './lintDocument.ts';
import type { Linter } from './linter.ts';
import { RepositoryMeshes, type RepositoryRules } from './repositoryMeshes.ts';
import { SourceFile } from './sourceFile.ts';

/** Something that a program renders: a chart, or a kustomization that is applied. */
export interface RenderTarget {
  readonly kind: 'chart' | 'kustomization';
  /** Absolute, with forward slashes. */
  readonly folder: string;
}

/** A range of a file of a rendered folder. */
export interface SourcePlace {
  /** From the folder. */
  readonly path: string;
  readonly range: TextRange;
}

/** The texts of a folder's files, by path. */
export type SourceTexts = ReadonlyMap<string, string>;

/** What is needed to judge an output. */
export interface OutputJudge {
  readonly linter: Linter;
  readonly rules: RepositoryRules;
  readonly onFailure: RuleFailure;
  readonly settings: LintSettings;
}

/** What is wrong in what a program printed, with ranges in that. */
export async function findingsInOutput(
  output: string,
  { linter, rules, onFailure, settings }: OutputJudge,
): Promise<readonly Finding[]> {
  const root = 'file:///rendered';
  const uri = childUri(root, 'rendered.yaml');
  const file = SourceFile.read(output);
  const meshes = new RepositoryMeshes(new MemoryFiles(new Map([[uri, output]])), rules, onFailure);
  const mesh = await meshes.of({ root, isRead: true });
  return linter.lint(file, settings, { findings: await mesh.findings(uri, settings, file) });
}

/** A document of a chart's output, with the template that printed it. */
export interface PrintedDocument {
  readonly template: string;
  /** Of the text behind the comment that names the template. */
  readonly start: number;
  readonly text: string;
}

/** The document around an offset of what Helm printed; undefined without the comment that Helm writes above it. */
export function printedDocumentAt(output: string, offset: number): PrintedDocument | undefined {
  const start = output.lastIndexOf('\n---\n', offset) + 1;
  const next = output.indexOf('\n---\n', Math.max(offset, start + 3));
  const document = output.slice(start, next === -1 ? undefined : next + 1);
  const [header, template] = /^---\n# Source: [^/\n]+\/(.+)\n/.exec(document) ?? [];
  if (header === undefined || template === undefined) return undefined;
  return { template, start: start + header.length, text: document.slice(header.length) };
}

/** The line of a template that printed a range: the one with the same key. The first line if that is not certain. */
export function placeInTemplate(
  texts: SourceTexts,
  output: string,
  range: TextRange,
): SourcePlace | undefined {
  const path = printedDocumentAt(output, range.start)?.template;
  const text = path === undefined ? undefined : texts.get(path);
  if (path === undefined || text === undefined) return undefined;
  return { path, range: lineWithKey(text, keyAt(output, range)) ?? { start: 0, end: 0 } };
}

/** The default in a chart's `values.yaml` that a line of a template prints, if it names one and that is what was printed. */
export function placeInValues(
  texts: SourceTexts,
  output: string,
  range: TextRange,
  { path, range: inTemplate }: SourcePlace,
): SourcePlace | undefined {
  const line = lineAt(texts.get(path) ?? '', inTemplate.start);
  const names = new Set([...line.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, name = '']) => name));
  const [name] = names;
  const values = texts.get('values.yaml');
  if (name === undefined || names.size > 1 || values === undefined) return undefined;
  const at = { file: '', document: 0, path: name.slice(1).split('.') };
  const place = placeOfWritten(new YamlDocument(values), at);
  const text = place?.source.replace(/^(["'])(.*)\1$/s, '$2');
  const isPrinted = text !== undefined && text !== '' && lineAt(output, range.start).includes(text);
  return place && isPrinted ? { path: 'values.yaml', range: place.value } : undefined;
}

/** The only place among a folder's files with the line that was printed, or with its key; the kustomization if there is none. */
export function placeAmong(texts: SourceTexts, output: string, range: TextRange): SourcePlace {
  const key = keyAt(output, range);
  const line = lineAt(output, range.start).trim();
  for (const wanted of [line, key === undefined ? line : `${key}:`]) {
    const places = [...texts].flatMap(([path, text]) => {
      const found = lineWith(text, wanted);
      return found ? [{ path, range: found }] : [];
    });
    const [only] = places;
    if (only && places.length === 1) return only;
  }
  const own = [...texts.keys()].find((path) =>
    /(?:^|\/)(?:kustomization\.ya?ml|Kustomization|Chart\.yaml)$/.test(path),
  );
  return { path: own ?? 'kustomization.yaml', range: { start: 0, end: 0 } };
}

/** A finding in an output as one of the file that made it. Fixes and related places are for the output. */
export function findingAt(finding: Finding, range: TextRange, command: string): Finding {
  const message = `${finding.message} (in the output of ${command})`;
  return { ...finding, range, message, fixes: [], related: [], relatedElsewhere: [], advice: undefined };
}

/** The key of the line in which a range begins, without quotes. */
function keyAt(output: string, { start }: TextRange): string | undefined {
  const line = output.slice(output.lastIndexOf('\n', start - 1) + 1, start + 300).split('\n')[0] ?? '';
  let from = 0;
  while (line[from] === ' ' || line[from] === '-') from++;
  return /^["']?([\w./-]+)["']?:(?:\s|$)/.exec(line.slice(from))?.[1];
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? undefined : end);
}

function lineWithKey(text: string, key: string | undefined): TextRange | undefined {
  return key === undefined ? undefined : (lineWith(text, `${key}:`) ?? lineWith(text, key));
}

/** The only place of a text in another one. */
function lineWith(text: string, wanted: string): TextRange | undefined {
  const start = text.indexOf(wanted);
  if (wanted === '' || start === -1 || text.includes(wanted, start + wanted.length)) return undefined;
  return { start, end: start + wanted.length };
}
