import type { LintSettings } from '../../engine/lintDocument.ts';
import type { PlacedDocument } from '../../engine/passingDocument.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import { readTarget } from '../../kubernetes/resource.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { embeddedLinkerdDocuments, LINKERD_METADATA } from '../../linkerd/metadata/linkerdMetadata.ts';
import { inheritedAnnotations } from '../../linkerd/metadata/namespaceAnnotations.ts';
import { mayContainLinkerd } from '../../linkerd/prefilter.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { readNested } from '../../yaml/nestedDocuments.ts';
import { inheritanceHints } from './inheritance.ts';
import type { InlayHintText } from './inlayHint.ts';
import { portHint } from './portHint.ts';

/**
 * The hints of a part of the file, in order: the effective ports of lists, and what pods inherit from a Namespace in
 * the file. Offsets count from the file's beginning.
 */
export function inlayHints(
  file: SourceFile,
  range: TextRange,
  { environment }: LintSettings,
): InlayHintText[] {
  const shown = file.documents.filter((placed) => touches(placed, range));
  const inherited = inheritedAnnotations(file.documents.map(({ document }) => document));
  const hints = shown.flatMap(({ document, offset }) =>
    [...portHints(document, environment), ...inheritanceHints(document, inherited)].map((hint) => ({
      ...hint,
      offset: offset + hint.offset,
    })),
  );
  return hints
    .filter(({ offset }) => range.start <= offset && offset <= range.end)
    .sort((a, b) => a.offset - b.offset);
}

function touches({ document, offset }: PlacedDocument, { start, end }: TextRange): boolean {
  return offset <= end && start <= offset + document.text.length;
}

function portHints(document: YamlDocument, environment: Environment): InlayHintText[] {
  if (!mayContainLinkerd(document.text)) return [];
  return readNested<InlayHintText[]>(document, embeddedLinkerdDocuments, (nested, inner) => {
    const target = readTarget(nested.embedded?.parentMap);
    const { annotations } = readMetadata(nested.document, LINKERD_METADATA, target);
    return [
      ...annotations.flatMap((annotation) => portHint(annotation, environment) ?? []),
      ...inner.flatMap(({ embedded, result }) =>
        result.map((hint) => ({
          ...hint,
          offset: embedded.toOuter({ start: hint.offset, end: hint.offset }).end,
        })),
      ),
    ];
  });
}
