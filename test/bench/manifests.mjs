/** Files of a wanted size, the same in every run. */
import { parse } from 'yaml';
import { randomSource } from './random.mjs';
import { fixedDeployment, HELM, PLAIN, resource } from './resources.mjs';

/** The share of resources that carry Linkerd's annotations. */
const ANNOTATED = 0.2;

/** A file of many YAML documents, as `helm template` or `kustomize build` give it. */
export function manyDocuments(lines) {
  return toText(documents(lines, PLAIN), lines);
}

/** A file of a Helm chart's `templates` folder. */
export function helmTemplate(lines) {
  return toText(documents(lines, HELM), lines);
}

/** A single YAML document: a `List` of everything. */
export function oneDocument(lines) {
  const items = resources(lines - 3, PLAIN, 0).flatMap((item) =>
    item.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
  );
  return toText(['apiVersion: v1', 'kind: List', 'items:', ...items], lines);
}

/** A config map with one key that holds all of {@link manyDocuments}, as a literal block. */
export function configMapOfManifests(lines) {
  const content = manyDocuments(lines - 4)
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`);
  return toText(['apiVersion: v1', 'kind: ConfigMap', 'data:', '  all.yaml: |', ...content], lines);
}

/** The same resources, each the literal block of a key of its own. */
export function configMapOfFiles(lines) {
  const content = [];
  for (const [index, item] of resources(lines, PLAIN, 1).entries()) {
    if (content.length + item.length + 4 > lines) break;
    content.push(`  file-${index}.yaml: |`, ...item.map((line) => `    ${line}`));
  }
  return toText(['apiVersion: v1', 'kind: ConfigMap', 'data:', ...content], lines);
}

/** Values of many applications as a literal block of an Argo CD Application. */
export function argoApplication(lines) {
  const head = [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: Application',
    'metadata: {name: shop}',
    'spec:',
    '  source:',
    '    helm:',
    '      values: |',
  ];
  return toText([...head, ...valuesLines(lines - head.length).map((line) => `        ${line}`)], lines);
}

/** The same values as a mapping in a HelmRelease of Flux. */
export function helmRelease(lines) {
  const head = [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: {name: shop}',
    'spec:',
    '  chart: {spec: {chart: shop}}',
    '  values:',
  ];
  return toText([...head, ...valuesLines(lines - head.length).map((line) => `    ${line}`)], lines);
}

/** A Deployment with as many variables as fit, and a skip list. */
export function oneDeployment(lines) {
  const content = fixedDeployment();
  const at = content.findIndex((line) => line.trim() === 'env:') + 1;
  const indentation = ' '.repeat(content[at].search(/\S/));
  const more = Array.from({ length: Math.floor((lines - content.length) / 2) }, (_, index) => [
    `${indentation}- name: SETTING_MORE_${index}`,
    `${indentation}  value: "https://settings.example.com/${index}"`,
  ]);
  return toText([...content.slice(0, at), ...more.flat(), ...content.slice(at)], lines);
}

/** The same as `kubectl get -o json` prints it: about as many characters. */
export function oneJsonDocument(lines) {
  const items = resources(lines, PLAIN, 0).map((item) => parse(item.join('\n')));
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`;
}

/** A chart's values for many applications, each under its own name. */
export function oneValuesFile(lines) {
  return toText(valuesLines(lines), lines);
}

function valuesLines(lines) {
  const random = randomSource(1);
  const content = [];
  for (let app = 0; content.length < lines; app++) {
    content.push(
      `app-${app}:`,
      '  replicas: 2',
      '  image:',
      '    repository: example.org/app',
      `    tag: "1.${app}"`,
    );
    if (random() < ANNOTATED)
      content.push(
        '  podAnnotations:',
        `    config.linkerd.io/skip-inbound-ports: "${9000 + (app % 999)}, 80"`,
      );
    content.push(
      '  resources:',
      '    requests: {cpu: 100m, memory: 64Mi}',
      '  env:',
      '    - name: MODE',
      '      value: production',
    );
  }
  return content.slice(0, lines);
}

/** A file of many YAML documents with one in its middle that is the same in files of any size. */
export function aroundProbe(lines) {
  const half = documents(Math.floor(lines / 2) - 30, PLAIN);
  return toText([...half, '---', ...fixedDeployment(), '---', ...half], lines);
}

/** The share of small files that hold a second document: with it they have 2.4 kB each. */
const SECOND = 0.65;

/**
 * The texts of the small files of a tree, of one document or two; `annotated` is the share of files that concern Linkerd,
 * with their first document.
 */
export function* smallFiles(count, annotated) {
  const random = randomSource(2);
  for (let file = 0; file < count; file++) {
    const first = resource(random, PLAIN, random() < annotated);
    const second = random() < SECOND ? ['---', ...resource(random, PLAIN, false)] : [];
    yield `${[...first, ...second].join('\n')}\n`;
  }
}

function documents(lines, dialect) {
  return resources(lines, dialect, 1).flatMap((item, index) => (index === 0 ? item : ['---', ...item]));
}

/** As many resources as fit into `lines`, with `separator` lines between two of them. */
function resources(lines, dialect, separator) {
  const random = randomSource(1);
  const items = [];
  for (let left = lines; ; ) {
    const next = resource(random, dialect, random() < ANNOTATED);
    left -= next.length + separator;
    if (left < 0) return items;
    items.push(next);
  }
}

function toText(content, lines) {
  const missing = Array.from({ length: lines - content.length }, () => '# The end of the shop.');
  return `${[...content, ...missing].join('\n')}\n`;
}
