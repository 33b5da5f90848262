/** Which of a file's values are for which of Linkerd's charts. */
export interface ChartUse {
  readonly chart: string;
  /** The chart's version as it is written where the chart is used. */
  readonly version: string | undefined;
  /** The key that the values are below: a dependency's name or alias. Undefined where the file's root has them. */
  readonly below: string | undefined;
}

/** The same, as another file says it. Paths are counted from that file's folder, or the repository's if they begin with `/`. */
export interface NamedChartUse extends ChartUse {
  readonly file: string;
  /** Whether `file` is a folder with a chart; all values files beside its `Chart.yaml` are meant. */
  readonly isChartFolder: boolean;
}

/** A values file for a chart of the repository, whose `Chart.yaml` says which charts the values are for. */
export interface NamedFolderUse {
  readonly file: string;
  readonly chartFolder: string;
}

/** What a file says about a values file. */
export type NamedUse = NamedChartUse | NamedFolderUse;

/** The same, with the path counted from the repository's folder. */
export interface PlacedChartUse extends ChartUse {
  readonly path: string;
  readonly isChartFolder: boolean;
}

/** Names of values files: `values.yaml`, `values-production.yml`, `production.values.yaml`. */
const VALUES_FILE = /^(?:[^/]*[-._])?values(?:[-._][^/]*)?\.ya?ml$/i;

/** Whether a path is one that people give to values. */
export function isValuesPath(path: string): boolean {
  return VALUES_FILE.test(path.slice(path.lastIndexOf('/') + 1));
}

/** Counts the paths of uses from the repository's folder; what leads out of it is left out. `said` are the uses by file. */
export function placeUses(
  said: readonly (readonly [sayer: string, uses: readonly NamedUse[]])[],
): PlacedChartUse[] {
  const named = said.flatMap(([sayer, uses]) => uses.map((use) => ({ use, sayer })));
  const charts = named.flatMap(({ use, sayer }) => {
    if (!('chart' in use)) return [];
    const { file, ...about } = use;
    const path = placePath(file, sayer);
    return path === undefined ? [] : [{ ...about, path }];
  });
  const inFolder = new Map<string, PlacedChartUse[]>();
  for (const chart of charts)
    if (chart.isChartFolder) inFolder.set(chart.path, [...(inFolder.get(chart.path) ?? []), chart]);
  // Values that are passed to a chart of the repository are for what it depends on.
  const passed = named.flatMap(({ use, sayer }) => {
    if ('chart' in use) return [];
    const path = placePath(use.file, sayer);
    const folder = placePath(use.chartFolder, sayer);
    if (path === undefined || folder === undefined) return [];
    return (inFolder.get(folder) ?? []).map((chart) => ({ ...chart, path, isChartFolder: false }));
  });
  return [...charts, ...passed];
}

/** A path counted from the repository's folder; undefined where it leads out of it. */
function placePath(written: string, sayer: string): string | undefined {
  const steps = written.startsWith('/') ? [] : sayer.split('/').slice(0, -1);
  for (const step of written.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** The uses that are about a file, by its path from the repository's folder; one for each chart and key. */
export function usesOf(uses: readonly PlacedChartUse[], path: string): readonly ChartUse[] {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const found = new Map<string, ChartUse>();
  for (const use of uses) {
    if (use.isChartFolder ? use.path !== folder || !isValuesPath(path) : use.path !== path) continue;
    const { chart, below, version } = use;
    const id = `${chart} ${below}`;
    const other = found.get(id);
    // A file for several versions has to fit all of them, so none decides.
    found.set(id, { chart, below, version: other && other.version !== version ? undefined : version });
  }
  return [...found.values()];
}
