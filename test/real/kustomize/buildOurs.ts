import type { BuiltResource } from '../../../server/src/kustomize/resourceIds.ts';
import { buildOf, jsonAt } from '../../support/builtResources.ts';

/** What is compared of a resource. */
const PATHS = [
  'apiVersion',
  'kind',
  'metadata/name',
  'metadata/namespace',
  'metadata/labels',
  'metadata/annotations',
  'spec/template/metadata/labels',
  'spec/template/metadata/annotations',
  'spec/jobTemplate/metadata/labels',
  'spec/jobTemplate/metadata/annotations',
  'spec/jobTemplate/spec/template/metadata/labels',
  'spec/jobTemplate/spec/template/metadata/annotations',
];

/** Stands for what we say nothing certain of. */
export const UNKNOWN = '(unknown)';

/** A resource, as far as it is compared: values by the paths of their fields. */
type Summary = Readonly<Record<string, unknown>>;

/** What we say of a build: its resources, that it fails, or nothing. */
export function buildOurs(
  files: Readonly<Record<string, string>>,
  folder: string,
): readonly Summary[] | 'failed' | 'unknown' {
  const build = buildOf(files, `${folder}/`);
  if (!build) return 'unknown';
  if (build.kind === 'failed') return 'failed';
  return build.isComplete ? build.resources.map(summaryOf) : 'unknown';
}

function summaryOf({ value, isGenerated }: BuiltResource): Summary {
  const found: Record<string, unknown> = {};
  for (const path of PATHS) found[path] = jsonAt(value, path, UNKNOWN);
  if (isGenerated) found['metadata/name'] = `${found['metadata/name']}-#`;
  return found;
}

/** The same of a resource that kustomize wrote. */
export function summaryOfBuilt(resource: unknown): Summary {
  const found: Record<string, unknown> = {};
  for (const path of PATHS) found[path] = path.split('/').reduce<unknown>(fieldOf, resource);
  const name = found['metadata/name'];
  const mayHaveHash = found.kind === 'ConfigMap' && typeof name === 'string';
  if (mayHaveHash) found['metadata/name'] = name.replace(/-[a-z0-9]{10}$/, '-#');
  return found;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
