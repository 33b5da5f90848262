/** Kubernetes resources as a team would write them, each as a list of lines. */
import { between, oneOf } from './random.mjs';

const TEAMS = ['basket', 'billing', 'catalogue', 'delivery', 'returns', 'reviews', 'search', 'stock'];

/** How names and values are written in plain manifests. */
export const PLAIN = {
  name: (name) => name,
  image: (name, tag) => `registry.example.com/shop/${name}:${tag}`,
  labels: (name) => [`app.kubernetes.io/name: ${name}`, 'app.kubernetes.io/part-of: shop'],
  wrap: (lines) => lines,
};

/** The same in a Helm chart's templates. */
export const HELM = {
  name: (name) => `{{ include "shop.fullname" . }}-${name}`,
  image: (name, tag) => `{{ .Values.registry }}/${name}:{{ .Values.tag | default "${tag}" }}`,
  labels: () => ['{{- include "shop.labels" . | nindent 4 }}'],
  wrap: (lines) => ['{{- if .Values.enabled }}', ...lines, '{{- end }}'],
};

/**
 * One resource.
 *
 * @param {() => number} random
 * @param {typeof PLAIN} dialect
 * @param {boolean} isAnnotated whether it carries Linkerd's annotations
 */
export function resource(random, dialect, isAnnotated) {
  const kind = isAnnotated
    ? oneOf(random, [deployment, deployment, deployment, service])
    : oneOf(random, [deployment, deployment, service, configMap]);
  const name = `${oneOf(random, TEAMS)}-${between(random, 1, 999)}`;
  return dialect.wrap(kind(random, dialect, name, isAnnotated));
}

/** A Deployment with a skip list, named `probe`, in which nothing depends on chance. */
export function fixedDeployment() {
  return deployment(() => 0.5, PLAIN, 'probe', true);
}

function metadata(dialect, name, kind, apiVersion) {
  return [
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    'metadata:',
    `  name: ${dialect.name(name)}`,
    '  namespace: shop',
    '  labels:',
    ...indent(4, dialect.labels(name)),
  ];
}

function deployment(random, dialect, name, isAnnotated) {
  return [
    ...metadata(dialect, name, 'Deployment', 'apps/v1'),
    'spec:',
    `  replicas: ${between(random, 1, 9)}`,
    '  selector:',
    '    matchLabels:',
    `      app: ${name} # must not change between releases`,
    '  template:',
    '    metadata:',
    '      labels:',
    `        app: ${name}`,
    '      annotations:',
    '        prometheus.io/scrape: "true"',
    ...(isAnnotated ? indent(8, podAnnotations(random)) : []),
    '    spec:',
    `      serviceAccountName: ${name}`,
    '      containers:',
    ...indent(8, container(random, dialect, name)),
    ...(random() < 0.3 ? indent(8, container(random, dialect, `${name}-helper`)) : []),
    '      volumes:',
    '        - name: settings',
    '          configMap: {name: settings, optional: true}',
  ];
}

/** Half of the lists name the proxy's own ports, so that a large file does not consist of findings. */
function podAnnotations(random) {
  const own = random() < 0.5 ? '4190,4191,' : '';
  return [
    'linkerd.io/inject: enabled',
    `config.linkerd.io/skip-inbound-ports: "${own}${between(random, 1000, 3000)},${between(random, 5000, 6000)}"`,
  ];
}

function container(random, dialect, name) {
  const variables = Array.from({ length: between(random, 2, 8) }, (_, index) => [
    `    - name: SETTING_${index}`,
    `      value: "http://${oneOf(random, TEAMS)}.shop.svc.cluster.local:${between(random, 1000, 9999)}"`,
  ]);
  return [
    `- name: ${name}`,
    `  image: "${dialect.image(name, `v${between(random, 1, 40)}`)}"`,
    `  args: ['--listen=:8080', "--verbose"]`,
    '  ports:',
    '    - containerPort: 8080',
    '      name: http',
    '  env:',
    ...variables.flat(),
    '  readinessProbe:',
    '    httpGet: {path: /ready, port: http}',
    `    periodSeconds: ${between(random, 2, 30)}`,
    '  resources:',
    '    requests:',
    '      cpu: 100m',
    `      memory: ${between(random, 64, 512)}Mi`,
  ];
}

function service(random, dialect, name, isAnnotated) {
  const ports = Array.from({ length: between(random, 1, 6) }, (_, index) => [
    `    - name: port-${index}`,
    `      port: ${between(random, 80, 9999)}`,
    `      targetPort: ${8080 + index}`,
  ]);
  return [
    ...metadata(dialect, name, 'Service', 'v1'),
    ...(isAnnotated ? ['  annotations:', '    config.linkerd.io/opaque-ports: "3306,6379"'] : []),
    'spec:',
    '  selector:',
    `    app: ${name}`,
    '  ports:',
    ...ports.flat(),
  ];
}

function configMap(random, dialect, name) {
  const settings = Array.from(
    { length: between(random, 10, 60) },
    (_, index) =>
      `${oneOf(random, TEAMS)}.setting.${index} = ${between(random, 0, 1e9)} # of team ${index % 7}`,
  );
  return [
    ...metadata(dialect, name, 'ConfigMap', 'v1'),
    'data:',
    '  shop.properties: |',
    ...indent(4, settings),
    '  start.sh: |-',
    '    #!/bin/sh',
    '    set -eu',
    '    exec /shop --serve "$@"',
  ];
}

function indent(columns, lines) {
  return lines.map((line) => ' '.repeat(columns) + line);
}
