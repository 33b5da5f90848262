/** Which of a file's values are for which of Linkerd's charts. */
export interface ChartUse {
  readonly chart: string;
  /** The chart's version as it is written where the chart is used. */
  readonly version: string | undefined;
  /** The key that the values are below: a dependency's name or alias. Undefined where the file's root has them. */
  readonly below: string | undefined;
}

/** The same, as another file says it. */
export interface NamedChartUse extends ChartUse {
  /** From the folder of the file that says it, or from the repository's if it begins with `/`. */
  readonly file: string;
  /** Whether `file` is a folder with a chart; all values files beside its `Chart.yaml` are meant. */
  readonly isChartFolder: boolean;
}

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

/** Counts the path of a use from the repository's folder; undefined where it leads out of it. */
export function placeUse({ file, ...use }: NamedChartUse, sayer: string): PlacedChartUse | undefined {
  const folder = file.startsWith('/') ? [] : sayer.split('/').slice(0, -1);
  for (const step of file.split('/')) {
    if (step === '..') {
      if (folder.pop() === undefined) return undefined;
    } else if (step !== '' && step !== '.') folder.push(step);
  }
  return { ...use, path: folder.join('/') };
}

/** The uses that are about a file, by its path from the repository's folder. */
export function usesOf(uses: readonly PlacedChartUse[], path: string): readonly ChartUse[] {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const found = uses.filter((use) =>
    use.isChartFolder ? use.path === folder && isValuesPath(path) : use.path === path,
  );
  // Values that are passed to a chart of the repository are for what it depends on.
  return found.map(({ chart, version, below }) => ({ chart, version, below }));
}
