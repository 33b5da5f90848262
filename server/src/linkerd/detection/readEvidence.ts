import { replaceControlCharacters } from '../../text/controlCharacters.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import { YamlDocument } from '../../yaml/document.ts';
import { isMap, isSequence, type YamlMap, type YamlNode } from '../../yaml/nodes.ts';
import { splitDocuments } from '../../yaml/split/splitDocuments.ts';
import { isSilent, maskTemplates } from '../../yaml/template/maskTemplates.ts';
import { child, childText } from '../../yaml/walkEntries.ts';
import { dependencyUses, valuesFileUses } from '../charts/readChartUses.ts';
import { installEvidence } from './chartInstall.ts';
import { CNI_CHART, CONTROL_PLANE_CHARTS } from './chartVersions.ts';
import { type Evidence, type FileEvidence, NO_EVIDENCE } from './evidence.ts';
import { resourceInstalls } from './gitOps.ts';
import { cniPluginValues, controlPlaneValues, ipv6Values } from './helmValues.ts';
import { dependencyEvidence, helmfileInstalls, kustomizeInstalls, kustomizePatchFiles } from './packaging.ts';
import { renderedEvidence } from './rendered.ts';
import { EVIDENCE_PATHS, mayContainEvidence } from './signs.ts';
import { type Piece, Source } from './source.ts';

/** UTF-16 code units. Longer than any real image, chart or version. */
const LONGEST_QUOTATION = 80;

/** Reads what a file says about the cluster. Broken and templated parts say nothing. */
export function readEvidence(path: string, text: string): FileEvidence {
  if (!mayTell(path, text)) return NO_EVIDENCE;
  const lines = new LineIndex(text);
  const documents = splitDocuments(maskTemplates(text).text)
    .map(({ start, end }) => ({ start, part: text.slice(start, end) }))
    .filter(({ part }) => mayTell(path, part))
    .map(({ start, part }) => new Source(new YamlDocument(part), lines.lineAt(start) + 1));
  const read = documents.filter(isPlain).map((source) => readDocument(path, source));
  return {
    evidence: read.flatMap(({ evidence }) => evidence.map(presentable)),
    ofValuesFile: read.flatMap(({ ofValuesFile }) => ofValuesFile.map(presentable)),
    chartUses: read.flatMap(({ chartUses }) => chartUses),
    patchFiles: read.flatMap(({ patchFiles }) => patchFiles),
  };
}

/** Evidence whose quotation fits into one line of hovers, menus and terminals. */
function presentable(evidence: Evidence): Evidence {
  const line = replaceControlCharacters(evidence.what.replace(/\s+/g, ' '));
  const what = line.length > LONGEST_QUOTATION ? `${line.slice(0, LONGEST_QUOTATION - 1)}…` : line;
  return { ...evidence, what };
}

function mayTell(path: string, text: string): boolean {
  return mayContainEvidence(text) || (EVIDENCE_PATHS.test(path) && text.includes('image'));
}

/** Without rendering, it is unknown which lines remain of a document with control flow. */
function isPlain({ document }: Source): boolean {
  return !document.actions.some(({ source, isMaskedBySpaces }) => isMaskedBySpaces || isSilent(source));
}

function readDocument(path: string, source: Source): FileEvidence {
  const root = source.document.roots.find(isMap);
  if (!root) return NO_EVIDENCE;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'Chart.yaml') {
    const chartUses = dependencyUses(root, (node) => source.textOf(node));
    return { ...NO_EVIDENCE, evidence: dependencyEvidence(root, source), chartUses };
  }
  const isResource = childText(root, 'kind') !== undefined || childText(root, 'apiVersion') !== undefined;
  const chartUses = valuesFileUses(root, (node) => source.textOf(node));
  const patchFiles = kustomizePatchFiles(root, source);
  if (isResource) return { ...NO_EVIDENCE, evidence: resourceEvidence(root, source), chartUses, patchFiles };
  const installs = [...helmfileInstalls(root, source), ...kustomizeInstalls(root, source)];
  if (installs.length + chartUses.length + patchFiles.length > 0)
    return { ...NO_EVIDENCE, evidence: installsOf(installs), chartUses, patchFiles };
  return valuesEvidence(path, root, source);
}

function resourceEvidence(root: YamlMap, source: Source): Evidence[] {
  const items = child(root, 'items');
  if (isSequence(items)) return items.items.filter(isMap).flatMap((item) => resourceEvidence(item, source));
  const installs = [...resourceInstalls(root, source), ...kustomizeInstalls(root, source)];
  return [...installsOf(installs), ...renderedEvidence(root, source)];
}

function installsOf(installs: Parameters<typeof installEvidence>[0][]): Evidence[] {
  return installs.flatMap(installEvidence);
}

/**
 * The values of another chart hold Linkerd's below the chart's name; those of Linkerd's own chart are recognized by
 * their keys.
 */
function valuesEvidence(path: string, root: YamlMap, source: Source): FileEvidence {
  const below = (key: string): Piece => ({ node: enabled(child(root, key)), source });
  const plugin = pluginEvidence(below(CNI_CHART));
  const nested = [...CONTROL_PLANE_CHARTS.flatMap((chart) => controlPlaneValues(below(chart))), ...plugin];
  const own: Piece = { node: root, source };
  return {
    ...NO_EVIDENCE,
    evidence: nested,
    ofValuesFile: [
      ...(isControlPlaneValues(path, root) ? controlPlaneValues(own) : []),
      ...(isPluginValues(path, root) ? pluginEvidence(own) : []),
    ],
  };
}

/** A chosen plugin version implies that the plugin is installed. */
function pluginEvidence(values: Piece): Evidence[] {
  const versions = cniPluginValues(values).flatMap((version): Evidence[] => [
    version,
    { ...version, setting: 'dataPlane', value: 'cni', basis: 'installed' },
  ]);
  return [...versions, ...ipv6Values(values, true)];
}

/** Kuma has a `cniEnabled` too, so another key of Linkerd's is needed. */
function isControlPlaneValues(path: string, root: YamlMap): boolean {
  const keys = ['identityTrustAnchorsPEM', 'identityTrustDomain', 'proxyInit', 'proxyInjector'];
  return /linkerd/.test(path) || keys.some((key) => child(root, key) !== undefined);
}

function isPluginValues(path: string, root: YamlMap): boolean {
  const keys = ['destCNINetDir', 'destCNIBinDir'];
  const image = childText(child(root, 'image'), 'name') ?? '';
  return (
    EVIDENCE_PATHS.test(path) ||
    (image.includes('linkerd') && image.endsWith('/cni-plugin')) ||
    keys.some((key) => child(root, key))
  );
}

/** Values below a disabled condition are not for an installed chart. */
function enabled(values: YamlNode | undefined): YamlNode | undefined {
  return childText(values, 'enabled') === 'false' ? undefined : values;
}
