import * as l10n from '@vscode/l10n';
import { isRefusedForItsType, isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { readAnnotationValue } from '../../linkerd/metadata/annotationValue.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { type EntryOnLine, isInLastApplied } from './lineSubjects.ts';

/**
 * What an annotation or label is, what it becomes part of, how Linkerd reads its value, and why rules skip it, if
 * they do. `lineOf` gives the line, from 1, of an offset of the file.
 */
export function describeEntry(entry: EntryOnLine, lineOf: (offset: number) => number): string[] {
  const { annotation, keyRange, embeddedIn } = entry;
  const { kind, key, alias, valueAlias } = annotation;
  const known = entryFor(key.value, kind);
  return [
    kind === 'label'
      ? l10n.t('The label {0}', shown(key.value))
      : l10n.t('The annotation {0}', shown(key.value)),
    ...indent([
      placementText(annotation),
      ...(known ? [readText(annotation)] : [l10n.t('No version of Linkerd knows this key.')]),
      ...(embeddedIn.length > 0
        ? [
            l10n.t(
              'It is in a document inside a string: {0}.',
              embeddedIn.map((name) => name ?? '-').join(' → '),
            ),
          ]
        : []),
      ...(isInLastApplied(entry)
        ? [l10n.t('It is in the copy that kubectl apply stores, so it is not checked.')]
        : []),
      ...(alias || valueAlias
        ? [l10n.t('An alias repeats it; it is written in line {0}.', lineOf(keyRange.start))]
        : []),
      ...(isTemplated(annotation)
        ? [l10n.t('A template produces part of it, and rules check only what no template can change.')]
        : []),
    ]),
  ];
}

/** A resource by its kind and name, as far as these are known. */
export function describeResource({ kind, name }: Resource): string {
  return [kind ?? l10n.t('a resource'), name]
    .filter((part) => part !== undefined)
    .map(shown)
    .join(' ');
}

/** Templated text is unknown. */
function shown(text: string): string {
  return text.replaceAll(new RegExp(`${PLACEHOLDER}+`, 'g'), '…');
}

function placementText({ placement, resource }: MetadataEntry): string {
  const where = resource ? describeResource(resource) : undefined;
  switch (placement) {
    case 'pod':
      return where === undefined
        ? l10n.t('It is set on pods.')
        : l10n.t('It is set on the pods of {0}.', where);
    case 'workload':
      return l10n.t('It is set on {0} itself, not on its pods.', where ?? '');
    case 'unknown':
      return where === undefined
        ? l10n.t('It is unknown which resource it ends up in, for example because these are Helm values.')
        : l10n.t('It is in {0}, and it is unknown which resource it ends up in.', where);
    default:
      return l10n.t('It is set on {0}.', where ?? '');
  }
}

function readText(annotation: MetadataEntry): string {
  const target = targetOf(annotation);
  const known = entryFor(annotation.key.value, annotation.kind);
  if (target !== undefined && (target === 'other' || !known?.targets.includes(target)))
    return l10n.t('Linkerd does not read it there.');
  if (isRefusedForItsType(annotation)) return l10n.t('Its value is not a string, so Linkerd never reads it.');
  const reading = readAnnotationValue(annotation)?.reading;
  if (!reading) return l10n.t('What Linkerd makes of its value is not known.');
  if (!reading.isValid) return reading.reason;
  return reading.meaning === undefined
    ? l10n.t('Linkerd accepts its value.')
    : l10n.t('Linkerd reads its value as: {0}', reading.meaning);
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
