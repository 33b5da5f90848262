import { memoizeWeakly } from '../caching/memoizeWeakly.ts';
import { readEmbeddedTrees } from './readValueTree.ts';
import { scalarMapOf } from './stringMaps.ts';
import { fieldOf, isMissingOrNull, isNullValue, textOf, type Value, type WrittenAt } from './valueTree.ts';

/** A text with the place that wrote it. */
export interface WrittenText {
  readonly text: string;
  readonly at: WrittenAt;
}

/** Which resources a patch is for; texts that are absent fit any. All but the selectors are regular expressions. */
export interface PatchTarget {
  readonly group: string | undefined;
  readonly version: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly labelSelector: string | undefined;
  readonly annotationSelector: string | undefined;
  readonly at: WrittenAt;
}

/** One entry of `patches`, `patchesStrategicMerge` or `patchesJson6902`. */
export interface Patch {
  readonly field: 'patches' | 'patchesStrategicMerge' | 'patchesJson6902';
  /** The file that it is in. */
  readonly path: string | undefined;
  /** The documents of an inline patch. */
  readonly documents: readonly Value[];
  readonly target: PatchTarget | undefined;
  readonly mayRename: boolean;
  readonly at: WrittenAt;
}

/** One entry of `labels`. */
export interface AddedLabels {
  readonly pairs: Readonly<Record<string, WrittenText>>;
  readonly includesSelectors: boolean;
  readonly includesTemplates: boolean;
}

/** A ConfigMap or Secret that is made; it has a hash behind its name. */
export interface Generated {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, WrittenText>>;
  readonly annotations: Readonly<Record<string, WrittenText>>;
  readonly at: WrittenAt;
}

/** What a kustomization says, as far as it is followed. */
export interface Kustomization {
  readonly isComponent: boolean;
  readonly resources: readonly WrittenText[];
  readonly components: readonly WrittenText[];
  readonly generated: readonly Generated[];
  readonly patches: readonly Patch[];
  readonly namespace: WrittenText | undefined;
  readonly namePrefix: WrittenText | undefined;
  readonly nameSuffix: WrittenText | undefined;
  readonly labels: readonly AddedLabels[];
  readonly commonLabels: Readonly<Record<string, WrittenText>>;
  readonly commonAnnotations: Readonly<Record<string, WrittenText>>;
}

/** A kustomization that kustomize refuses. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: 'kustomization-refused' | 'field-unknown' | 'type-wrong';
  /** What has to be changed; undefined if it is not one value. */
  readonly at: WrittenAt | undefined;
}

/** Why a kustomization says nothing certain: refused by kustomize, or not followed here. */
export type NoKustomization = Refusal | 'unknown';

/** Fields that are followed, or that change no metadata. */
const FOLLOWED = new Set([
  ...[
    'apiVersion',
    'kind',
    'metadata',
    'resources',
    'bases',
    'components',
    'namespace',
    'namePrefix',
    'nameSuffix',
  ],
  ...['commonLabels', 'labels', 'commonAnnotations', 'patches', 'patchesStrategicMerge', 'patchesJson6902'],
  ...['configMapGenerator', 'secretGenerator', 'generatorOptions', 'images', 'replicas', 'sortOptions'],
]);

/** Fields of kustomize that change or make resources in ways that are not followed. */
const NOT_FOLLOWED = new Set([
  ...[
    'replacements',
    'vars',
    'configurations',
    'crds',
    'openapi',
    'generators',
    'transformers',
    'validators',
  ],
  ...['helmCharts', 'helmGlobals', 'helmChartInflationGenerator', 'buildMetadata', 'inventory', 'imageTags'],
]);

/** Fields in small letters: kustomize does not mind the case. */
const SPELLINGS: ReadonlySet<string> = new Set(
  [...FOLLOWED, ...NOT_FOLLOWED].map((key) => key.toLowerCase()),
);

/** Reads a kustomization from the value of its file. */
export const readKustomizationValue = memoizeWeakly((value: Value): Kustomization | NoKustomization => {
  if (value.kind !== 'map' || value.isOpen) return 'unknown';
  for (const [key, { at }] of Object.entries(value.entries))
    if (!SPELLINGS.has(key.toLowerCase())) return refusal('field-unknown', at);
  for (const key of Object.keys(value.entries)) {
    if (NOT_FOLLOWED.has(key) && !isMissingOrNull(value.entries[key])) return 'unknown';
    if (!FOLLOWED.has(key) && !NOT_FOLLOWED.has(key)) return 'unknown';
  }
  const isEmpty = Object.keys(value.entries).every((key) => key === 'apiVersion' || key === 'kind');
  if (isEmpty) return refusal('kustomization-refused', undefined);
  try {
    return readFields(value);
  } catch (reason) {
    if (reason instanceof NotRead) return reason.why;
    throw reason;
  }
});

function refusal(reason: Refusal['reason'], at: WrittenAt | undefined): Refusal {
  return { kind: 'refused', reason, at };
}

function typeWrong({ at }: Value): NotRead {
  return new NotRead(refusal('type-wrong', at));
}

/** Ends the reading of a kustomization. */
class NotRead extends Error {
  readonly why: NoKustomization;

  constructor(why: NoKustomization) {
    super('not read');
    this.why = why;
  }
}

function readFields(value: Value): Kustomization {
  return {
    isComponent: optionalText(value, 'kind') === 'Component',
    resources: [...texts(value, 'resources'), ...texts(value, 'bases')],
    components: texts(value, 'components'),
    generated: [
      ...generators(value, 'configMapGenerator', 'ConfigMap'),
      ...generators(value, 'secretGenerator', 'Secret'),
    ],
    patches: [
      ...mergePatches(value),
      ...items(value, 'patches').map((entry) => readPatch(entry, 'patches')),
      ...items(value, 'patchesJson6902').map((entry) => readPatch(entry, 'patchesJson6902')),
    ],
    namespace: writtenText(fieldOf(value, 'namespace')),
    namePrefix: writtenText(fieldOf(value, 'namePrefix')),
    nameSuffix: writtenText(fieldOf(value, 'nameSuffix')),
    labels: items(value, 'labels').map(readLabels),
    commonLabels: strings(value, 'commonLabels'),
    commonAnnotations: strings(value, 'commonAnnotations'),
  };
}

function items(value: Value, key: string): readonly Value[] {
  const list = fieldOf(value, key);
  if (isMissingOrNull(list)) return [];
  if (list.kind === 'unknown') throw new NotRead('unknown');
  if (list.kind !== 'list') throw typeWrong(list);
  return list.items;
}

function texts(value: Value, key: string): WrittenText[] {
  return items(value, key).map((item) => {
    const text = writtenText(item);
    if (!text) throw new NotRead('unknown');
    return text;
  });
}

/** A string; undefined for an absent or empty one. Other types are refused, as JSON's are that kustomize reads. */
function writtenText(value: Value | undefined): WrittenText | undefined {
  if (isMissingOrNull(value)) return undefined;
  if (value.kind === 'unknown') throw new NotRead('unknown');
  if (value.kind !== 'scalar' || value.type !== 'string') throw typeWrong(value);
  return value.text === '' ? undefined : { text: value.text, at: value.at };
}

function optionalText(value: Value | undefined, key: string): string | undefined {
  return writtenText(fieldOf(value, key))?.text;
}

function isTrue(value: Value, key: string): boolean {
  const flag = fieldOf(value, key);
  if (isMissingOrNull(flag)) return false;
  if (flag.kind === 'scalar' && flag.type === 'boolean') return flag.text.toLowerCase() === 'true';
  throw flag.kind === 'unknown' ? new NotRead('unknown') : typeWrong(flag);
}

function strings(value: Value | undefined, key: string): Readonly<Record<string, WrittenText>> {
  const found = scalarMapOf(fieldOf(value, key));
  if (found === 'unknown') throw new NotRead('unknown');
  // A finding about the annotation says so.
  if (found === 'refused') throw new NotRead(refusal('kustomization-refused', undefined));
  return found;
}

function readLabels(entry: Value): AddedLabels {
  if (!isMissingOrNull(fieldOf(entry, 'fields'))) throw new NotRead('unknown');
  return {
    pairs: strings(entry, 'pairs'),
    includesSelectors: isTrue(entry, 'includeSelectors'),
    includesTemplates: isTrue(entry, 'includeTemplates'),
  };
}

function generators(value: Value, key: string, kind: Generated['kind']): Generated[] {
  const general = fieldOf(value, 'generatorOptions');
  return items(value, key).map((entry) => {
    const own = fieldOf(entry, 'options');
    const name = optionalText(entry, 'name');
    const behavior = optionalText(entry, 'behavior') ?? 'create';
    if (name === undefined || behavior !== 'create') throw new NotRead('unknown');
    return {
      kind,
      name,
      namespace: optionalText(entry, 'namespace'),
      labels: { ...strings(general, 'labels'), ...strings(own, 'labels') },
      annotations: { ...strings(general, 'annotations'), ...strings(own, 'annotations') },
      at: entry.at,
    };
  });
}

function mergePatches(value: Value): Patch[] {
  return items(value, 'patchesStrategicMerge').map((entry) => {
    const text = writtenText(entry)?.text ?? '';
    // kustomize first tries whether the text is a patch.
    const isInline = /[\n{:]/.test(text);
    return {
      field: 'patchesStrategicMerge',
      path: isInline ? undefined : text,
      documents: isInline ? readEmbeddedTrees(text, entry.at) : [],
      target: undefined,
      mayRename: false,
      at: entry.at,
    };
  });
}

function readPatch(entry: Value, field: 'patches' | 'patchesJson6902'): Patch {
  if (entry.kind !== 'map') throw new NotRead('unknown');
  const inline = fieldOf(entry, 'patch');
  const text = textOf(inline);
  const path = optionalText(entry, 'path');
  const isInline = text !== undefined && text.trim() !== '';
  if (inline?.kind === 'unknown') throw new NotRead('unknown');
  if (isInline === (path !== undefined)) throw new NotRead(refusal('kustomization-refused', entry.at));
  const options = fieldOf(entry, 'options');
  const mayRename =
    options !== undefined && (isTrue(options, 'allowNameChange') || isTrue(options, 'allowKindChange'));
  return {
    field,
    path,
    documents: isInline && inline ? readEmbeddedTrees(text, inline.at) : [],
    target: readPatchTarget(fieldOf(entry, 'target')),
    mayRename,
    at: entry.at,
  };
}

function readPatchTarget(target: Value | undefined): PatchTarget | undefined {
  if (target === undefined || isNullValue(target)) return undefined;
  if (target.kind !== 'map') throw new NotRead('unknown');
  return {
    group: optionalText(target, 'group'),
    version: optionalText(target, 'version'),
    kind: optionalText(target, 'kind'),
    name: optionalText(target, 'name'),
    namespace: optionalText(target, 'namespace'),
    labelSelector: optionalText(target, 'labelSelector'),
    annotationSelector: optionalText(target, 'annotationSelector'),
    at: target.at,
  };
}
