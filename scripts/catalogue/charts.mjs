/*
 * Writes which values Linkerd's charts read, release by release: what their values.yaml has, commented keys included, and
 * what their templates ask for.
 *
 *     node scripts/catalogue/charts.mjs <linkerd2>
 *
 * A checkout or a bare mirror with tags; nothing is fetched.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { root } from '../project/paths.mjs';
import { fail } from '../project/progress.mjs';
import { blobReader, blobsAt, edgeReleases } from './repository.mjs';

const TARGET = 'server/src/linkerd/charts/chartData.ts';

/** The first release with all of these charts; it is in 2.12. */
const FIRST_EDGE = 'edge-22.8.2';

/** Charts by name, with their folders. Templates of `partials` read the values of the chart that includes them. */
const CHARTS = {
  'linkerd-control-plane': ['charts/linkerd-control-plane', 'charts/partials'],
  'linkerd-crds': ['charts/linkerd-crds'],
  'linkerd2-cni': ['charts/linkerd2-cni'],
  'linkerd-viz': ['viz/charts/linkerd-viz'],
  'linkerd-multicluster': ['multicluster/charts/linkerd-multicluster'],
};

/**
 * Objects that end up in a manifest as they are, or that Kubernetes or another program defines, by the names of their
 * keys: any field may be in them.
 */
const OPEN =
  /(?:labels|annotations|selector|securityContext|strategy|affinity|tolerations|(?:liveness|readiness|startup)Probe|Resources|args|persistence|MountPath|ClientProtobuf|globalConfig|capabilities|extraEnvs?|^resources)$/i;

/** Values whose default is a version or says nothing to a reader. */
const NO_DEFAULT = /(?:^|\.)(?:version|linkerdVersion|\w*PEM|\w+ImageVersion)$/;
const LONGEST_DEFAULT = 90;

/** A value of a chart. @typedef {{ kind: string, default?: unknown }} Value */

async function main() {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [linkerd] = positionals;
  if (!linkerd) throw new Error('Name a checkout or a mirror of linkerd2.');
  const edges = await edgeReleases(linkerd, FIRST_EDGE);
  const lines = [];
  for (const [chart, folders] of Object.entries(CHARTS)) {
    const releases = await history(linkerd, edges, folders);
    const values = merged(releases);
    lines.push(`chart ${chart}`, ...written(values));
    console.log(`${chart}: ${values.size} values`);
  }
  writeFileSync(join(root, TARGET), moduleOf(lines.join('\n'), edges.at(-1)));
  console.log(`${TARGET}: ${lines.length} lines, ${lines.join('\n').length} characters.`);
}

/** What each release has, by path. @returns {Promise<{ tag: string, values: Map<string, Value> }[]>} */
async function history(repository, tags, folders) {
  const read = blobReader(repository, (text, path) =>
    path.endsWith('/values.yaml') ? valuesIn(text) : referencesIn(text),
  );
  return Promise.all(
    tags.map(async (tag) => {
      const blobs = await blobsAt(repository, tag, folders);
      const values = new Map();
      const own = blobs.find(({ path }) => path === `${folders[0]}/values.yaml`);
      const templates = blobs.filter(({ path }) => /\/templates\/.*\.(?:ya?ml|tpl|txt)$/.test(path));
      for (const [path, value] of own ? await read(own) : []) values.set(path, value);
      for (const template of templates)
        for (const path of await read(template)) if (!values.has(path)) values.set(path, { kind: 'any' });
      return { tag, values };
    }),
  );
}

/** Every value of a values.yaml by its path. @returns {[string, Value][]} */
function valuesIn(text) {
  return [...flatten(parse(text) ?? {}, ''), ...commented(text)];
}

function flatten(node, above) {
  return Object.entries(node).flatMap(([name, value]) => {
    const path = above === '' ? name : `${above}.${name}`;
    if (value === null || value === undefined) return [[path, { kind: 'any' }]];
    if (Array.isArray(value)) return [[path, { kind: 'list', default: value }]];
    if (typeof value !== 'object') return [[path, { kind: typeof value, default: value }]];
    if (OPEN.test(name) && !isResources(value)) return [[path, { kind: 'map' }]];
    const fields = flatten(value, path);
    return fields.length === 0 ? [[path, { kind: 'map' }]] : [[path, { kind: 'object' }], ...fields];
  });
}

/** `cpu`, `memory` and `ephemeral-storage` with their requests and limits: the charts turn them into those of Kubernetes. */
function isResources(value) {
  return 'cpu' in value && 'memory' in value;
}

/** Keys that a comment shows, by their indentation: `# enableHttpRoutes: false`. */
function commented(text) {
  const found = [];
  const above = [];
  for (const line of text.split('\n')) {
    const key = /^(?<indent> *)(?<name>[A-Za-z][\w-]*):(?:\s|$)/.exec(line)?.groups;
    const comment = /^(?<indent> *)# ?(?<name>[a-z][A-Za-z0-9]*):(?:\s+\S+)?\s*$/.exec(line)?.groups;
    const { indent, name } = key ?? comment ?? {};
    if (name === undefined) continue;
    while (above.length > 0 && above.at(-1).indent.length >= indent.length) above.pop();
    const path = [...above.map((entry) => entry.name), name].join('.');
    if (key) above.push({ indent, name });
    else found.push([path, { kind: 'any' }]);
  }
  return found;
}

/** The paths of values that a template asks for. */
function referencesIn(text) {
  return [...text.matchAll(/\.Values((?:\.[A-Za-z0-9_]+)+)/g)].map(([, path]) => path.slice(1));
}

/** Everything that any release has, in the order of the newest one, with the releases between which it is there. */
function merged(releases) {
  const order = new Set(releases.toReversed().flatMap(({ values }) => [...values.keys()]));
  const paths = [...order].filter((path) => !isBelowOpen(path, releases));
  return new Map(paths.map((path) => [path, mergedValue(path, releases)]));
}

function isBelowOpen(path, releases) {
  const steps = path.split('.');
  return steps.some((_, index) => {
    const above = steps.slice(0, index).join('.');
    return index > 0 && releases.some(({ values }) => values.get(above)?.kind === 'map');
  });
}

function mergedValue(path, releases) {
  const having = releases.filter(({ values }) => values.has(path));
  const all = having.map(({ tag, values }) => ({ tag, ...values.get(path) }));
  const kinds = new Set(all.map(({ kind }) => kind).filter((kind) => kind !== 'any'));
  const newest = all.at(-1);
  const value = { kind: kinds.size === 1 ? [...kinds][0] : 'any' };
  if (all[0].tag !== releases[0].tag) value.since = all[0].tag;
  if (newest.tag !== releases.at(-1).tag) value.until = newest.tag;
  if (!isTold(path, newest.default)) return value;
  value.default = newest.default;
  const changed = all.findLastIndex((entry) => !isSame(entry.default, newest.default));
  if (changed !== -1 && isTold(path, all[changed].default)) {
    value.changed = all[changed + 1].tag;
    value.before = all[changed].default;
  }
  return value;
}

function isTold(path, value) {
  if (value === undefined || NO_DEFAULT.test(path)) return false;
  return JSON.stringify(value).length <= LONGEST_DEFAULT;
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The lines of a chart, objects before what is in them. */
function written(values) {
  const below = (above) =>
    [...values]
      .filter(([path]) => parentOf(path) === above)
      .flatMap(([path, value]) => [lineOf(path, value), ...below(path)]);
  return below('');
}

function parentOf(path) {
  const dot = path.lastIndexOf('.');
  return dot === -1 ? '' : path.slice(0, dot);
}

function lineOf(path, { kind, since, until, changed, ...defaults }) {
  const steps = path.split('.');
  const words = [
    `${' '.repeat(steps.length)}${steps.at(-1)}`,
    kind === 'list' ? '[]any' : kind,
    since && `since=${since}`,
    until && `until=${until}`,
    'default' in defaults && `default=${json(defaults.default)}`,
    changed && `changed=${changed}`,
    changed && `before=${json(defaults.before)}`,
  ];
  return words.filter(Boolean).join(' ');
}

/** JSON without spaces, so that a line is split at them. */
function json(value) {
  return JSON.stringify(value).replaceAll(' ', '\\u0020');
}

function moduleOf(text, edge) {
  if (/`|\$\{/.test(text)) throw new Error('The text does not fit into a template literal.');
  return `/**
 * The values that Linkerd's charts read, from ${FIRST_EDGE} to ${edge}. Written by scripts/catalogue/charts.mjs; the format is
 * that of ../schemas/schemaText.ts. \`changed\` is the release that brought the default, \`before\` the one before it.
 */
export const CHARTS = String.raw\`${text}\`;
`;
}

main().catch(fail);
