import fc from 'fast-check';

/** A file with one skip-ports annotation in some outer form. */
export interface Sample {
  readonly form: string;
  readonly text: string;
}

const TOKENS = [
  '80',
  '8080',
  '9090-9099',
  '4190',
  '4191',
  '1-65535',
  ' 9090',
  '443 ',
  'http',
  '70000',
  '9000-8000',
  '8080:8090',
  '80;90',
  '',
  '{{ .Values.port }}',
];

const lists = fc
  .array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 4 })
  .map((tokens) => tokens.join(','));

const value = fc.oneof({ weight: 4, arbitrary: lists }, { weight: 1, arbitrary: fc.constant('8080') });

const key = fc.constantFrom('config.linkerd.io/skip-inbound-ports', 'config.linkerd.io/skip-outbound-ports');

/** How a value may be written behind `key: `, with the key at the beginning of the line. */
const STYLES: Record<string, (value: string) => string> = {
  'double-quoted': (value) => `"${value}"`,
  'single-quoted': (value) => `'${value}'`,
  plain: (value) => (/^[ ,]|^$|^\{/.test(value) ? `"${value}"` : value),
  literal: (value) => `|-\n  ${value.trimStart()}`,
  clipped: (value) => `|\n  ${value.trimStart()}`,
  folded: (value) => `>-\n  ${value.trimStart()}`,
  anchored: (value) => `&ports "${value}"`,
};

const style = fc.constantFrom(...Object.keys(STYLES));
const comment = fc.constantFrom('', ' # why', '\t# why');

/** What stands beside the annotation, in the same mapping. */
const sibling = fc.constantFrom(
  undefined,
  'linkerd.io/inject: enabled # mesh',
  'config.linkerd.io/opaque-ports: "3306"',
  'example.com/team: "shop: 1"',
);

interface Entries {
  /** Lines of a block mapping, that of the annotation among them. */
  readonly block: string;
  /** The same in flow style, without braces; valid as JSON. */
  readonly json: string;
  readonly key: string;
  readonly value: string;
}

const entries: fc.Arbitrary<Entries> = fc
  .record({ key, value, style, comment, sibling, isFirst: fc.boolean() })
  .map(({ key, value, style, comment, sibling, isFirst }) => {
    const [header = '', ...rest] = (STYLES[style] as (value: string) => string)(value).split('\n');
    const own = [`${key}: ${header}${comment}`, ...rest].join('\n');
    const isNumber = style === 'plain' && /^[0-9]+$/.test(value);
    const lines = sibling ? (isFirst ? [own, sibling] : [sibling, own]) : [own];
    const pairs = [
      `"${key}": ${isNumber ? value : `"${value}"`}`,
      ...(sibling ? ['"example.com/team": "shop"'] : []),
    ];
    return { block: lines.join('\n'), json: (isFirst ? pairs : pairs.reverse()).join(', '), key, value };
  });

function indent(text: string, by: number): string {
  return text.replaceAll(/^(?=[^\n])/gm, ' '.repeat(by));
}

const pod = ({ block }: Entries) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n${indent(block, 4)}\n  name: web\n`;

const values = ({ block }: Entries) => `replicas: 2\npodAnnotations:\n${indent(block, 2)}\n# the end\n`;

const jsonPod = ({ json }: Entries) =>
  `{"kind": "Pod", "metadata": {"annotations": {${json}}, "name": "web"}}`;

const deployment = ({ block }: Entries) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  annotations:\n${indent(block, 4)}\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      containers: [{name: web}]\n  replicas: 2\n`;

const configMap = (name: string, header: string, text: string) =>
  `apiVersion: v1\nkind: ConfigMap\ndata:\n  before: "1"\n  ${name}: ${header}\n${indent(text, 4)}`;

const application = (text: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: |\n${indent(text, 8)}      releaseName: web\n`;

const patch = (header: string, text: string) =>
  `kind: Kustomization\npatches:\n  - target: {kind: Deployment}\n    patch: ${header}\n${indent(text, 6)}namePrefix: a-\n`;

const operations = ({ key, value }: Entries) =>
  `- op: remove\n  path: /spec/replicas\n- op: add\n  path: /spec/template/metadata/annotations/${key.replace('/', '~1')}\n  value: "${value}" # why\n`;

const helm = ({ block }: Entries) =>
  `{{- if .Values.enabled }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n  annotations:\n    {{- if .Values.mesh }}\n${indent(block, 4)}\n    {{- end }}\n    {{- toYaml .Values.annotations | nindent 4 }}\nspec:\n  template:\n    metadata:\n      annotations: {{/* why */}}\n        {{ include "web.annotations" . }}\n${indent(block.replaceAll('&ports ', ''), 8)}\n        {{- with .Values.more }}\n        {{- toYaml . | nindent 8 }}\n        {{- end }}\n      labels: {{ include "labels" . | nindent 8 }}\n{{- end }}\n`;

/** The outer forms, by name. */
const FORMS: Record<string, (entries: Entries) => string> = {
  'a pod': pod,
  'a deployment’s own metadata': deployment,
  'a flow mapping': ({ json }) => `kind: Pod\nmetadata: {annotations: {${json}}, name: web}\n`,
  JSON: jsonPod,
  'Helm values': values,
  'a Helm template': helm,
  'a Helm template with text in it': (entries) =>
    configMap('deployment.yaml', '|', helm(entries)).replace(/$/, 'after: "{{ .x }}"\n'),
  'conditions in the line': ({ key, value }) =>
    `kind: Pod\nmetadata:\n  annotations:\n    {{ if .a }}linkerd.io/inject: enabled{{ end }}\n    {{ if .b }}${key}: "${value}"{{ end }}\n    config.linkerd.io/opaque-ports: "25"\n`,
  'a condition that ends behind the entry': ({ key, value }) =>
    `kind: Pod\nmetadata:\n  annotations:\n    {{ if .a }}\n    config.linkerd.io/opaque-ports: "25"\n    ${key}: "${value}"{{ end }}\n  name: web\n`,
  'a patch': (entries) => patch('|-', deployment(entries)),
  'a clipped patch': (entries) => patch('|', pod(entries)),
  'a kept patch': (entries) => patch('|+', pod(entries)),
  'an indented patch': (entries) => patch('|2-', indent(pod(entries), 0)),
  'a patch without a last line break': (entries) => patch('|-', pod(entries)).replace('namePrefix: a-\n', ''),
  'JSON Patch operations': operations,
  'operations in a patch': (entries) => patch('|-', operations(entries)),
  'a whole map of annotations': ({ block }) =>
    `- op: add\n  path: /spec/template/metadata/annotations\n  value:\n${indent(block, 4)}\n`,
  'Argo CD values': (entries) => application(values(entries)),
  'values in an application in a config map': (entries) =>
    configMap('application.yaml', '|', application(values(entries))),
  'JSON in single quotes': (entries) => `data:\n  a: '${jsonPod(entries)}' # b\n`,
  'JSON in double quotes': (entries) => `data:\n  a: ${JSON.stringify(jsonPod(entries))}\n  b: c\n`,
  'a manifest in double quotes': (entries) => `data:\n  a: ${JSON.stringify(pod(entries))}\n  b: c\n`,
  'JSON in a folded scalar': (entries) => `data:\n  a: >-\n    ${jsonPod(entries)}\n  b: c\n`,
  'several documents': (entries) => `${pod(entries)}---\n${values(entries)}---\nkind: Namespace\n`,
};

/** Files with good and bad lists in every outer form, with either line break. */
export const samples: fc.Arbitrary<Sample> = fc
  .record({
    form: fc.constantFrom(...Object.keys(FORMS)),
    entries,
    lineBreak: fc.constantFrom('\n', '\r\n'),
    endsWithBreak: fc.boolean(),
  })
  .map(({ form, entries, lineBreak, endsWithBreak }) => {
    const text = (FORMS[form] as (entries: Entries) => string)(entries);
    const whole = endsWithBreak ? text : text.replace(/\n$/, '');
    return { form, text: whole.replaceAll('\n', lineBreak) };
  });
