import { applyKustomization, type Build } from '../../server/src/kustomize/applyKustomization.ts';
import { numberOf } from '../../server/src/kustomize/jsonPatch.ts';
import { readValueTree } from '../../server/src/kustomize/readValueTree.ts';
import { resolvePath } from '../../server/src/kustomize/repositoryPath.ts';
import { isUncertainAt, type Value, valueAt } from '../../server/src/kustomize/valueTree.ts';
import { YamlDocument } from '../../server/src/yaml/document.ts';
import { splitDocuments } from '../../server/src/yaml/split/splitDocuments.ts';

/** What our model makes of the kustomization in a folder, whose path ends in a slash. */
export function buildOf(files: Readonly<Record<string, string>>, folder: string): Build {
  const documents = new Map(
    Object.entries(files).map(([file, text]) => [file, valuesIn(file, text)] as const),
  );
  return applyKustomization(
    {
      kustomizationIn: (inner) => documents.get(`${inner}kustomization.yaml`)?.[0],
      documentsIn: (path) => documents.get(path),
      resolve: resolvePath,
    },
    folder,
  );
}

function valuesIn(file: string, text: string): readonly Value[] {
  return splitDocuments(text).flatMap(({ start, end }, number) => {
    const document = new YamlDocument(text.slice(start, end));
    return readValueTree(document, (path) => ({ file, document: number, path })) ?? [];
  });
}

/** The value at a path such as `metadata/labels` as JSON has it; `unknown` instead of all that is not certain. */
export function jsonAt(value: Value, path: string, unknown: unknown): unknown {
  const keys = path.split('/');
  return isUncertainAt(value, keys) ? unknown : jsonOf(valueAt(value, keys), unknown);
}

function jsonOf(value: Value | undefined, unknown: unknown): unknown {
  if (value === undefined) return undefined;
  switch (value.kind) {
    case 'unknown':
      return unknown;
    case 'list':
      return value.items.map((item) => jsonOf(item, unknown));
    case 'map':
      if (value.isOpen) return unknown;
      return Object.fromEntries(
        Object.entries(value.entries).map(([key, entry]) => [key, jsonOf(entry, unknown)]),
      );
    default:
      if (value.type === 'number') return numberOf(value.text);
      if (value.type === 'boolean') return value.text.toLowerCase() === 'true';
      return value.type === 'null' ? null : value.text;
  }
}
