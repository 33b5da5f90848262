import { memoizePairs, memoizeWeakly } from '../caching/memoizeWeakly.ts';
import type { AddedLabels, Kustomization, WrittenText } from './kustomization.ts';
import {
  type BuiltResource,
  identityOf,
  isClusterScoped,
  originalIdentity,
  remembering,
} from './resourceIds.ts';
import { withTexts } from './stringMaps.ts';
import {
  fieldOf,
  isMissingOrNull,
  isNullValue,
  needsQuotes,
  stringAt,
  unknownAt,
  type Value,
  valueAt,
  withTwins,
  withValueAt,
} from './valueTree.ts';

/** A field that a transformer writes to, of resources of a kind; absent parts fit any. */
interface FieldSpec {
  readonly path: readonly string[];
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
}

const TEMPLATE = ['spec', 'template', 'metadata'];
const JOB_TEMPLATE = ['spec', 'jobTemplate', 'metadata'];
const CRON_JOB_TEMPLATE = ['spec', 'jobTemplate', 'spec', 'template', 'metadata'];

/** The pod templates that kustomize knows, with the mapping in their metadata. */
function templates(field: 'labels' | 'annotations'): FieldSpec[] {
  return [
    { path: [...TEMPLATE, field], version: 'v1', kind: 'ReplicationController' },
    { path: [...TEMPLATE, field], kind: 'Deployment' },
    { path: [...TEMPLATE, field], kind: 'ReplicaSet' },
    { path: [...TEMPLATE, field], kind: 'DaemonSet' },
    { path: [...TEMPLATE, field], kind: 'StatefulSet', ...(field === 'labels' ? { group: 'apps' } : {}) },
    { path: [...TEMPLATE, field], group: 'batch', kind: 'Job' },
    { path: [...JOB_TEMPLATE, field], group: 'batch', kind: 'CronJob' },
    { path: [...CRON_JOB_TEMPLATE, field], group: 'batch', kind: 'CronJob' },
  ];
}

/** Source: kustomize api `internal/konfig/builtinpluginconsts/commonannotations.go`. */
const ANNOTATION_FIELDS: readonly FieldSpec[] = [
  { path: ['metadata', 'annotations'] },
  ...templates('annotations'),
];

const OWN_LABELS: FieldSpec = { path: ['metadata', 'labels'] };

/** Source: the same, `metadatalabels.go`. */
const TEMPLATE_LABEL_FIELDS: readonly FieldSpec[] = [OWN_LABELS, ...templates('labels')];

/** Source: the same, `commonlabels.go`: those selectors that are always written. */
const SELECTOR_FIELDS: readonly FieldSpec[] = [
  { path: ['spec', 'selector'], version: 'v1', kind: 'Service' },
  { path: ['spec', 'selector'], version: 'v1', kind: 'ReplicationController' },
  { path: ['spec', 'selector', 'matchLabels'], kind: 'Deployment' },
  { path: ['spec', 'selector', 'matchLabels'], kind: 'ReplicaSet' },
  { path: ['spec', 'selector', 'matchLabels'], kind: 'DaemonSet' },
  { path: ['spec', 'selector', 'matchLabels'], group: 'apps', kind: 'StatefulSet' },
];

/** What the fields of a kustomization make of a resource that a build has; patches aside. */
export const transformMetadata = memoizePairs(
  (kustomization: Kustomization, resource: BuiltResource): BuiltResource => {
    let result = resource;
    const { namespace, namePrefix, nameSuffix } = kustomization;
    if (namespace) result = moved(result, namespace);
    if (namePrefix) result = renamed(result, namePrefix, (name) => namePrefix.text + name);
    if (nameSuffix) result = renamed(result, nameSuffix, (name) => name + nameSuffix.text);
    for (const labels of kustomization.labels) result = written(result, fieldsFor(labels), labels.pairs);
    result = written(result, [...SELECTOR_FIELDS, ...TEMPLATE_LABEL_FIELDS], kustomization.commonLabels);
    return written(result, ANNOTATION_FIELDS, kustomization.commonAnnotations);
  },
);

/** The mappings that `commonAnnotations` are written into, in a resource; the outermost one last. */
export function commonAnnotationPaths(value: Value): readonly (readonly string[])[] {
  return pathsIn(value, ANNOTATION_FIELDS);
}

function fieldsFor({ includesSelectors, includesTemplates }: AddedLabels): readonly FieldSpec[] {
  if (includesSelectors) return [...SELECTOR_FIELDS, ...TEMPLATE_LABEL_FIELDS];
  return includesTemplates ? TEMPLATE_LABEL_FIELDS : [OWN_LABELS];
}

/** A resource in another namespace; a Namespace gets its name. */
function moved(resource: BuiltResource, { text, at }: WrittenText): BuiltResource {
  const remembered = remembering(resource);
  const identity = identityOf(remembered.value);
  let { value } = remembered;
  if (!isClusterScoped(identity))
    value = withValueAt(value, ['metadata', 'namespace'], stringAt(text, at), at);
  if (identity.kind === 'Namespace' && identity.group === '' && identity.version === 'v1')
    value = withValueAt(value, ['metadata', 'name'], stringAt(text, at), at);
  return { ...remembered, value };
}

/** Kinds whose names stay. */
function keepsItsName(resource: BuiltResource): boolean {
  const { kind, group } = originalIdentity(resource);
  if (kind === 'APIService') return group === 'apiregistration.k8s.io';
  return kind === 'CustomResourceDefinition' || kind === 'Namespace';
}

function renamed(
  resource: BuiltResource,
  { at }: WrittenText,
  rename: (name: string) => string,
): BuiltResource {
  if (keepsItsName(resource)) return resource;
  const remembered = remembering(resource);
  const { name } = identityOf(remembered.value);
  const value = withValueAt(remembered.value, ['metadata', 'name'], stringAt(rename(name), at), at);
  return { ...remembered, value };
}

/**
 * A resource whose own annotations are strings: kustomize rewrites them behind a JSON patch and at the end.
 */
export const stringified = memoizeWeakly((resource: BuiltResource): BuiltResource => {
  const annotations = valueAt(resource.value, ['metadata', 'annotations']);
  if (!annotations || (annotations.kind !== 'map' && !isNullValue(annotations))) return resource;
  const hasSome =
    annotations.kind === 'map' && (annotations.isOpen || Object.keys(annotations.entries).length > 0);
  const value = hasSome ? withTexts(annotations) : undefined;
  return {
    ...resource,
    value: withValueAt(resource.value, ['metadata', 'annotations'], value, annotations.at),
  };
});

function written(
  resource: BuiltResource,
  fields: readonly FieldSpec[],
  pairs: Readonly<Record<string, WrittenText>>,
): BuiltResource {
  const entries = Object.entries(pairs);
  if (entries.length === 0) return resource;
  const paths = pathsIn(resource.value, fields);
  let { value } = resource;
  for (const [key, text] of entries) value = writeInto(value, paths, key, text);
  return { ...resource, value };
}

function pathsIn(value: Value, fields: readonly FieldSpec[]): readonly (readonly string[])[] {
  const { group, version, kind } = identityOf(value);
  // Those of one kind come first.
  return fields
    .filter((field) => (field.kind ?? kind) === kind && (field.group ?? group) === group)
    .filter((field) => (field.version ?? version) === version)
    .sort((a, b) => (a.kind === undefined ? 1 : 0) - (b.kind === undefined ? 1 : 0))
    .map(({ path }) => path);
}

/** A string under a key in the mappings that some paths lead to, made where they are missing or null. */
function writeInto(
  root: Value,
  paths: readonly (readonly string[])[],
  key: string,
  { text, at }: WrittenText,
): Value {
  let result = root;
  const made: (readonly string[])[] = [];
  // kustomize has one value for all fields; each takes the quotes that stand where it is written, and gives them to those that are new.
  let isQuoted = false;
  // What changes a field that is not certain changes the others too.
  const isHidden = paths.some((path) => blockedOn(root, path) === 'unknown');
  for (const path of paths) {
    const blocked = blockedOn(result, path);
    if (blocked === 'unknown') continue;
    if (blocked === 'refused') return unknownAt(root.at);
    const map = valueAt(result, path);
    const old = fieldOf(map, key);
    if (old && map?.kind === 'map' && map.hasRepeats) return unknownAt(root.at);
    if (old?.kind === 'unknown') continue;
    if (old && old.kind !== 'scalar') return unknownAt(root.at);
    isQuoted ||= needsQuotes(text);
    if (old) {
      ({ isQuoted } = old);
      const changed = {
        ...stringAt(text, at, isQuoted),
        ...(old.twin === undefined ? {} : { twin: old.twin }),
      };
      result = withValueAt(result, [...path, key], changed, at);
      if (old.twin !== undefined) result = withTwins(result, new Map([[old.twin, changed]]));
    } else {
      made.push(path);
      result = withValueAt(result, [...path, key], stringAt(text, at), at);
    }
  }
  const twin = made.length > 1 ? { twin: [at.file, at.document, ...at.path].join('/') } : {};
  for (const path of made)
    result = withValueAt(
      result,
      [...path, key],
      isHidden ? unknownAt(at) : { ...stringAt(text, at, isQuoted), ...twin },
      at,
    );
  return result;
}

/** Whether something on the way is not certain, or is something other than a mapping, where kustomize stops. */
function blockedOn(root: Value, path: readonly string[]): 'unknown' | 'refused' | undefined {
  for (let length = 1; length <= path.length; length++) {
    const here = valueAt(root, path.slice(0, length));
    if (here?.kind === 'unknown') return 'unknown';
    if (!isMissingOrNull(here) && here.kind !== 'map') return 'refused';
  }
  return undefined;
}
