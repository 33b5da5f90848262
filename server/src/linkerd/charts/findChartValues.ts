import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { type ParameterStep, parameterSteps } from '../../kubernetes/parameterSteps.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { type EmbeddedDocument, embeddedFinder } from '../../yaml/embedded.ts';
import {
  isMap,
  isScalar,
  sequenceMaps,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../yaml/nodes.ts';
import { child, descend, entryOf } from '../../yaml/walkEntries.ts';
import { releaseOfChart } from '../detection/chartVersions.ts';
import type { Release } from '../environment/releases.ts';
import { parseRelease } from '../environment/releases.ts';
import type { Chart } from '../schemas/schema.ts';
import { chartNamed, isChartFolder, mayHaveChartValues } from './charts.ts';
import type { ChartUse } from './chartUse.ts';

/** The chart that some values are for. */
export interface ChartReference {
  readonly chart: Chart;
  /** The chart's version as written with the values: `2024.11.8`. */
  readonly version: string | undefined;
  /** The release with this version of the chart. */
  readonly release: Release | undefined;
  /** Whether a resource or a file names the chart; otherwise it is recognized by keys only. */
  readonly isNamed: boolean;
  /** The scalar that names it. */
  readonly name: YamlScalar | undefined;
}

/** Values of a chart as a mapping. */
export interface ChartValues extends ChartReference {
  readonly map: YamlMap;
  readonly document: YamlDocument;
  /** The string of the outer document that contains the values. */
  readonly embedded: EmbeddedDocument | undefined;
}

/** A value of a chart that is written as a path, as in `helm --set`. */
export interface ChartParameter extends ChartReference {
  readonly path: YamlScalar;
  /** The steps in the chart's values: those of the path, or those below the name of a dependency. */
  readonly steps: readonly ParameterStep[];
  readonly value: YamlNode | undefined;
  readonly document: YamlDocument;
}

/** All values of Linkerd's charts in a document. */
export interface FoundValues {
  readonly values: readonly ChartValues[];
  readonly parameters: readonly ChartParameter[];
  /** All charts that the document names, with or without values. */
  readonly references: readonly ChartReference[];
}

const NOTHING: FoundValues = { values: [], parameters: [], references: [] };

/**
 * The values of Linkerd's charts that a document has: in a HelmRelease of Flux, an Application of Argo CD, a HelmChart of
 * k3s, a helmfile or a kustomization, in the values of a chart that depends on one of them, or as a file of their own.
 */
export const findChartValues = memoizeByObject((document: YamlDocument): FoundValues => {
  return mayHaveChartValues(document) ? new Finder(document, chartNamed) : NOTHING;
});

/**
 * The values of one other chart in a document, in the same places. The schema need not have all values; a few are enough to
 * recognize the chart's part of the values of a chart that depends on it.
 */
export function findValuesOf(document: YamlDocument, chart: Chart): FoundValues {
  return new Finder(document, (reference) =>
    reference.slice(reference.lastIndexOf('/') + 1) === chart.name ? chart : undefined,
  );
}

/** The same in a file that others say is for some charts. */
export function valuesIn(document: YamlDocument, uses: readonly ChartUse[]): FoundValues {
  const found = findChartValues(document);
  const used = uses.flatMap((use) => usedValues(document, use));
  if (used.length === 0) return found;
  const isUsed = ({ map }: ChartValues) => used.some((values) => values.map === map);
  return { ...found, values: [...found.values.filter((values) => !isUsed(values)), ...used] };
}

function usedValues(document: YamlDocument, { chart: name, version, below }: ChartUse): ChartValues[] {
  const chart = chartNamed(name);
  const root = document.roots.find(isMap);
  const map = below === undefined ? root : child(root, below);
  if (!chart || !isMap(map) || entryOf(root, 'apiVersion')) return [];
  const release = version === undefined ? undefined : parseRelease(releaseNamed(chart, version) ?? '');
  const reference = { chart, version: release && version, release, isNamed: true, name: undefined };
  return [{ ...reference, map, document, embedded: undefined }];
}

/** Values in strings need not mention Linkerd themselves. */
const embeddedIn = embeddedFinder(() => true);

class Finder implements FoundValues {
  readonly values: ChartValues[] = [];
  readonly parameters: ChartParameter[] = [];
  readonly references: ChartReference[] = [];
  readonly #document: YamlDocument;
  readonly #chartNamed: (reference: string) => Chart | undefined;

  constructor(document: YamlDocument, named: (reference: string) => Chart | undefined) {
    this.#document = document;
    this.#chartNamed = named;
    for (const root of document.roots) if (isMap(root)) this.#search(root);
  }

  #search(root: YamlMap): void {
    const kind = this.#text(root, 'kind');
    if (kind !== undefined) this.#searchResource(root, kind);
    else this.#searchFile(root);
  }

  #searchResource(resource: YamlMap, kind: string): void {
    const group = (this.#text(resource, 'apiVersion') ?? '').split('/')[0] ?? '';
    const spec = child(resource, 'spec');
    if (kind === 'List') for (const item of sequenceMaps(child(resource, 'items'))) this.#search(item);
    else if (kind === 'HelmRelease') this.#flux(spec);
    else if (group === 'argoproj.io' && kind === 'Application') this.#argo(spec);
    else if (group === 'argoproj.io' && kind === 'ApplicationSet')
      this.#argo(descend(spec, ['template', 'spec']));
    else if (group === 'helm.cattle.io') this.#k3s(resource, spec);
    else if (kind === 'Kustomization') this.#kustomize(resource);
  }

  #flux(spec: YamlNode | undefined): void {
    const chart = child(spec, 'chart');
    const details = child(chart, 'spec') ?? chart;
    const named = child(details, 'chart') ?? child(details, 'name');
    const isFolder = isInFiles(textOf(this.#document, descend(details, ['sourceRef', 'kind'])));
    const reference = isFolder ? undefined : this.#reference(named, child(details, 'version'));
    this.#addOrSearch(reference, child(spec, 'values'));
  }

  #argo(spec: YamlNode | undefined): void {
    const single = child(spec, 'source');
    const sources = [
      ...sequenceMaps(child(spec, 'sources')),
      ...(isMap(single) ? [single] : sequenceMaps(single)),
    ];
    for (const source of sources) {
      const reference = this.#reference(child(source, 'chart'), child(source, 'targetRevision'));
      const helm = child(source, 'helm');
      this.#addOrSearch(reference, child(helm, 'valuesObject'));
      this.#addText(reference, helm, 'values');
      for (const parameter of sequenceMaps(child(helm, 'parameters')))
        this.#addParameter(reference, child(parameter, 'name'), child(parameter, 'value'));
    }
  }

  #k3s(resource: YamlMap, spec: YamlNode | undefined): void {
    const named = child(spec, 'chart') ?? descend(resource, ['metadata', 'name']);
    const reference = this.#reference(named, child(spec, 'version'));
    this.#addText(reference, spec, 'valuesContent');
    const set = child(spec, 'set');
    for (const { key, value } of isMap(set) ? set.entries : [])
      this.#addParameter(reference, key, value ?? undefined);
  }

  #kustomize(resource: YamlMap): void {
    for (const chart of [
      ...sequenceMaps(child(resource, 'helmCharts')),
      ...sequenceMaps(child(resource, 'helmChartInflationGenerator')),
    ]) {
      const named = child(chart, 'name') ?? child(chart, 'chartName');
      const version = child(chart, 'version') ?? child(chart, 'chartVersion');
      this.#add(this.#reference(named, version), child(chart, 'valuesInline'));
    }
  }

  /** A helmfile, a kustomization without a kind, or values. */
  #searchFile(root: YamlMap): void {
    const releases = sequenceMaps(child(root, 'releases'));
    for (const release of releases) {
      const reference = this.#reference(child(release, 'chart'), child(release, 'version'));
      for (const values of sequenceMaps(child(release, 'values'))) this.#addOrSearch(reference, values);
      for (const parameter of sequenceMaps(child(release, 'set')))
        this.#addParameter(reference, child(parameter, 'name'), child(parameter, 'value'));
    }
    this.#kustomize(root);
    if (releases.length > 0 || entryOf(root, 'apiVersion') || entryOf(root, 'helmCharts')) return;
    this.#searchValues(root);
  }

  /** Adds the values of a chart. One that is not Linkerd's may depend on those, or be a copy of one. */
  #addOrSearch(reference: ChartReference | undefined, values: YamlNode | undefined): void {
    if (reference) this.#add(reference, values);
    else if (isMap(values)) this.#searchValues(values);
  }

  /** A chart that depends on Linkerd's charts has their values below their names. */
  #searchValues(values: YamlMap): void {
    const own = ownValues(values);
    if (own && this.#chartNamed(own.name)) this.#add(unnamed(own), values);
    else
      for (const { key, value } of values.entries) {
        const chart = isScalar(key) ? this.#chartNamed(key.value) : undefined;
        if (chart && isMap(value) && hasKnownKey(value, chart)) this.#add(unnamed(chart), value);
      }
  }

  #reference(named: YamlNode | undefined, version: YamlNode | undefined): ChartReference | undefined {
    const text = textOf(this.#document, named) ?? '';
    const chart = isChartFolder(text) ? undefined : this.#chartNamed(text);
    if (!chart) return undefined;
    const written = textOf(this.#document, version);
    const release = written === undefined ? undefined : parseRelease(releaseNamed(chart, written) ?? '');
    const name = isScalar(named) ? named : undefined;
    const reference = { chart, version: release && written, release, isNamed: true, name };
    this.references.push(reference);
    return reference;
  }

  #add(reference: ChartReference | undefined, values: YamlNode | undefined): void {
    if (reference && isMap(values))
      this.values.push({ ...reference, map: values, document: this.#document, embedded: undefined });
  }

  #addText(reference: ChartReference | undefined, holder: YamlNode | undefined, key: string): void {
    if (!reference) return;
    for (const embedded of embeddedIn(this.#document)) {
      if (embedded.parentMap !== holder || embedded.key !== key) continue;
      const root = embedded.document.roots.find(isMap);
      if (root) this.values.push({ ...reference, map: root, document: embedded.document, embedded });
    }
  }

  #addParameter(
    reference: ChartReference | undefined,
    name: YamlNode | undefined,
    value: YamlNode | undefined,
  ): void {
    if (!isScalar(name) || this.#document.isTemplated(name)) return;
    const steps = parameterSteps(name.value);
    const parameter = { path: name, value, document: this.#document };
    const dependency = reference ? undefined : this.#chartNamed(steps[0]?.name ?? '');
    if (reference) this.parameters.push({ ...reference, ...parameter, steps });
    else if (dependency && steps.length > 1)
      this.parameters.push({ ...unnamed(dependency), ...parameter, steps: steps.slice(1) });
  }

  #text(map: YamlMap, key: string): string | undefined {
    return textOf(this.#document, child(map, key));
  }
}

/** A chart that is recognized by keys. */
function unnamed(chart: Chart): ChartReference {
  return { chart, version: undefined, release: undefined, isNamed: false, name: undefined };
}

/** Whether a source of Flux has charts as folders, whose names need not be those of the charts that Linkerd publishes. */
function isInFiles(sourceKind: string | undefined): boolean {
  return sourceKind === 'GitRepository' || sourceKind === 'Bucket';
}

/** All edge charts have the same version number; the versions of the control plane's stable charts are listed. */
function releaseNamed({ name }: Chart, version: string): string | undefined {
  const edge = releaseOfChart('linkerd-control-plane', version);
  return name === 'linkerd-control-plane' || edge?.startsWith('edge-') ? edge : undefined;
}

/** Keys that only one of the charts has; two of them are sufficient. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  'linkerd-control-plane': [
    'proxyInit',
    'identityTrustAnchorsPEM',
    'proxyInjector',
    'policyController',
    'profileValidator',
    'policyValidator',
    'controllerLogLevel',
    'linkerdVersion',
    'proxy',
    'identity',
  ],
  'linkerd2-cni': ['destCNINetDir', 'destCNIBinDir', 'inboundProxyPort', 'outboundProxyPort', 'proxyUID'],
};

/**
 * The chart that a values file is for, recognized by a key that only Linkerd has with a key of the chart below it.
 */
function ownValues(root: YamlMap): Chart | undefined {
  for (const [name, keys] of Object.entries(SIGNS)) {
    const chart = chartNamed(name);
    const [first, second] = keys.filter((key) => entryOf(root, key));
    if (!chart || first === undefined || !STRONG.has(first)) continue;
    const value = child(root, first);
    const known = chart.schema.fields.get(first);
    if (
      second !== undefined ||
      (isMap(value) && value.entries.some(({ key }) => isFieldOf(key, known?.schema)))
    )
      return chart;
  }
  return undefined;
}

const STRONG: ReadonlySet<string> = new Set([
  'proxyInit',
  'identityTrustAnchorsPEM',
  'destCNINetDir',
  'destCNIBinDir',
]);

function hasKnownKey(values: YamlMap, chart: Chart): boolean {
  return values.entries.some(({ key }) => isFieldOf(key, chart.schema));
}

function isFieldOf(key: YamlNode, schema: Chart['schema'] | undefined): boolean {
  return isScalar(key) && schema?.fields.has(key.value) === true;
}
