import { basename, dirname } from 'node:path';
import { readKustomizationIn, readMapping, textsIn } from '../../engine/localKustomization.ts';
import type { RenderTarget } from '../../engine/renderedOutput.ts';
import { isKustomization } from '../../mesh/filePlacements.ts';
import { LOCAL_FILES } from '../../node/localFiles.ts';
import { child, childText } from '../../yaml/walkEntries.ts';

/** The charts and kustomizations among some files. A chart within another one's `charts/` is rendered with that one. */
export function findRenderTargets(paths: readonly string[]): RenderTarget[] {
  const charts = new Set(paths.filter((path) => basename(path) === 'Chart.yaml').map(dirname));
  const kustomizations = paths.filter(isKustomization).map(dirname);
  const used = new Set(kustomizations.flatMap(foldersUsedBy));
  return [
    ...[...charts]
      .filter((folder) => !isWithinChart(folder, charts) && isInstallable(folder))
      .map((folder) => ({ kind: 'chart', folder }) as const),
    ...kustomizations
      .filter((folder) => !used.has(folder) && !isComponent(folder) && !isWithinChart(folder, charts))
      .map((folder) => ({ kind: 'kustomization', folder }) as const),
  ];
}

function isWithinChart(folder: string, charts: ReadonlySet<string>): boolean {
  for (let at = dirname(folder); at !== dirname(at); at = dirname(at)) if (charts.has(at)) return true;
  return false;
}

/** A library chart prints nothing. */
function isInstallable(folder: string): boolean {
  const isLibrary = childText(readMapping(LOCAL_FILES.textOf(`${folder}/Chart.yaml`)), 'type') === 'library';
  return !isLibrary && LOCAL_FILES.kindOf(`${folder}/templates`) !== undefined;
}

function isComponent(folder: string): boolean {
  return childText(readKustomizationIn(folder, LOCAL_FILES), 'kind') === 'Component';
}

function foldersUsedBy(folder: string): string[] {
  const root = readKustomizationIn(folder, LOCAL_FILES);
  return ['resources', 'bases', 'components'].flatMap((name) =>
    textsIn(child(root, name)).map((path) => LOCAL_FILES.resolve(folder, path)),
  );
}
