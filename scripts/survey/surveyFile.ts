import { mergeSettings } from '../../server/src/config/settings.ts';
import { Linter } from '../../server/src/engine/linter.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { type UnreadReason, unreadReason } from '../../server/src/features/explainLine/unreadReason.ts';
import type { MetadataEntry } from '../../server/src/kubernetes/metadataEntry.ts';
import { readAnnotations } from '../../server/src/kubernetes/readMetadata.ts';
import {
  embeddedLinkerdDocuments,
  LINKERD_METADATA,
} from '../../server/src/linkerd/metadata/linkerdMetadata.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { innermostDocument } from '../../server/src/yaml/nestedDocuments.ts';

/** An occurrence of an annotation key in the text. */
export interface Occurrence {
  /** From 1. */
  readonly line: number;
  /** The kind of place where it was checked; undefined if it was not. */
  readonly context: string | undefined;
  /** Why it was not checked. */
  readonly reason: string | undefined;
}

/** A finding for a reviewer. */
export interface SurveyedFinding {
  readonly line: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly source: string;
}

const linter = new Linter(RULES, (rule, error) => {
  throw new Error(`rule ${rule} failed`, { cause: error });
});
const SETTINGS = mergeSettings();

const KEYS: Readonly<Record<string, RegExp>> = {
  'skip-ports': /config\.linkerd\.io(?:\/|~1)skip-(?:in|out)bound-ports/g,
  all: /(?<![\w.-])(?:config(?:\.alpha|\.beta)?\.|viz\.|jaeger\.)?linkerd\.io(?:\/|~1)[a-z][a-z-]*/g,
};

/** Compares the keys that a text search finds in a file with those that the engine reads. */
export function surveyFile(path: string, text: string, keys: string) {
  const lines = new LineIndex(text);
  const lineOf = (offset: number) => lines.lineAt(offset) + 1;
  const file = SourceFile.read(text);
  const occurrences = [...text.matchAll(KEYS[keys] ?? /$^/g)].map((match): Occurrence => {
    const annotation = siteAt(file, match.index);
    const context = annotation && contextOf(path, annotation);
    return {
      line: lineOf(match.index),
      context,
      reason: context ? undefined : REASONS[unreadReason(file, match.index)],
    };
  });
  const findings = linter.lint(file, SETTINGS).map(({ range, rule, severity, message }): SurveyedFinding => {
    const line = lineOf(range.start);
    const source = text.slice(lines.lineStart(line - 1), lines.lineStart(line)).trim();
    return { line, rule, severity, message, source };
  });
  return { occurrences, findings };
}

interface FoundSite {
  readonly annotation: MetadataEntry;
  readonly isEmbedded: boolean;
}

function siteAt(file: SourceFile, offset: number): FoundSite | undefined {
  const placed = file.documentAt(offset);
  if (!placed) return undefined;
  const inner = innermostDocument(placed.document, offset - placed.offset, embeddedLinkerdDocuments);
  const annotation = readAnnotations(inner.document, LINKERD_METADATA).find(
    ({ key }) => key.range.start <= inner.offset && inner.offset < key.range.end,
  );
  return annotation && { annotation, isEmbedded: inner.document !== placed.document };
}

function contextOf(path: string, { annotation, isEmbedded }: FoundSite): string {
  const written = annotation.mapEntry ? '' : ', named in a path';
  const where = annotation.resource
    ? annotation.resource.kind?.includes('\uE000')
      ? 'templated kind'
      : 'manifest'
    : 'fragment';
  const language = /\/templates\//.test(path) ? 'Helm template' : path.endsWith('.json') ? 'JSON' : 'YAML';
  return `${language}, ${isEmbedded ? 'embedded ' : ''}${where}, ${annotation.placement}${written}`;
}

/** Why a text search finds a key where the engine sees no annotation, in words. */
const REASONS: Readonly<Record<UnreadReason, string>> = {
  comment: 'comment',
  templateAction: 'inside a template action',
  notLinkerd: 'other',
  brokenDocument: 'document beyond parsing',
  otherMapping: 'key of something that is not a map of annotations (label, selector, data, embedded text)',
  partOfValue: 'part of a value (prose, expression, name, removed path)',
  other: 'other',
};
