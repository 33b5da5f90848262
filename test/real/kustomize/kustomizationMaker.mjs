/** Makes kustomizations as people write them, and as they should not: bases, overlays, components, patches of all forms. */

/** Scalars of all types, as they are written. */
const SCALARS = [
  ...[
    'enabled',
    'on',
    'yes',
    'true',
    'False',
    '4190',
    '"4190"',
    "'4190'",
    '4190_4191',
    '010',
    '0x1F90',
    '1e3',
  ],
  ...['22:30', '4190,4191', '"8080, 9090"', '.5', '-1', '~', 'null', '', '""', 'web', '08', '0o10', '+80'],
];
const TEXTS = ['enabled', '"4190"', "'true'", 'web', '"8080,9090"', '""', 'a-b'];
const KEYS = [
  'linkerd.io/inject',
  'config.linkerd.io/skip-inbound-ports',
  'config.linkerd.io/opaque-ports',
  'a',
  'b',
];
const LABELS = ['app', 'tier', 'linkerd.io/x'];
const KINDS = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Pod: 'v1',
  Namespace: 'v1',
  Service: 'v1',
  ConfigMap: 'v1',
  ReplicationController: 'v1',
  Rollout: 'argoproj.io/v1alpha1',
  Server: 'policy.linkerd.io/v1beta3',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
};
const TEMPLATED = /^(?:Deployment|StatefulSet|DaemonSet|Job|Rollout|ReplicationController)$/;
const NAMES = ['web', 'api', 'db', 'web-2'];

/** Numbers from 0 to 1 that are the same for the same seed: mulberry32. */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The files of a repository with an overlay in `overlays/prod`, the same for the same seed. */
export function makeKustomization(seed) {
  return new Maker(seed).make();
}

class Maker {
  #random;
  #files = {};
  /** The resources of the base: kind and name. */
  #resources = [];

  constructor(seed) {
    this.#random = randomOf(seed * 7919 + 17);
  }

  make() {
    this.#base();
    let below = '../../base';
    if (this.#chance(0.25)) {
      this.#kustomization('overlays/stage', [`resources: [../../base]`]);
      below = '../stage';
    }
    const lines = [`resources: [${below}]`];
    const components = this.#count(0.3, 2);
    for (let number = 0; number < components; number++)
      this.#kustomization(`components/c${number}`, [], true);
    if (components > 0)
      lines.push(
        `components: [${Array.from({ length: components }, (_, n) => `../../components/c${n}`).join(', ')}]`,
      );
    this.#kustomization('overlays/prod', lines);
    return { files: this.#files, folder: 'overlays/prod' };
  }

  #base() {
    const count = 1 + Math.floor(this.#random() * 3);
    const documents = [];
    for (let number = 0; number < count; number++) {
      const kind = this.#pick(Object.keys(KINDS));
      const name = this.#pick(NAMES);
      if (this.#resources.some((other) => other.kind === kind && other.name === name)) continue;
      const namespace =
        kind !== 'Namespace' && this.#chance(0.2) ? this.#pick(['shop', 'default']) : undefined;
      this.#resources.push({ kind, name, namespace });
      documents.push(this.#manifest({ kind, name, namespace }, SCALARS, 0));
    }
    this.#files['base/all.yaml'] = documents.join('---\n');
    this.#kustomization('base', ['resources: [all.yaml]']);
  }

  /** A resource, or what a patch has of it, with lines that begin with as many blanks. */
  #manifest({ kind, name, namespace }, scalars, indent, isPatch = false) {
    const lines = [`apiVersion: ${KINDS[kind]}`, `kind: ${kind}`, 'metadata:', `  name: ${name}`];
    if (namespace) lines.push(`  namespace: ${namespace}`);
    lines.push(...this.#metadata(scalars, 2, isPatch));
    if (TEMPLATED.test(kind))
      lines.push(
        'spec:',
        '  replicas: 1',
        '  template:',
        '    metadata:',
        ...this.#podMetadata(scalars, 6, isPatch),
      );
    else if (kind === 'CronJob') {
      lines.push('spec:', '  jobTemplate:');
      if (this.#chance(0.2)) lines.push('    metadata:', '      labels: {own: x}');
      lines.push(
        '    spec:',
        '      template:',
        '        metadata:',
        ...this.#podMetadata(scalars, 10, isPatch),
      );
    } else lines.push('spec: {x: y}');
    return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
  }

  #podMetadata(scalars, indent, isPatch) {
    return [`${' '.repeat(indent)}name: pod`, ...this.#metadata(scalars, indent, isPatch)];
  }

  #metadata(scalars, indent, isPatch) {
    const blank = ' '.repeat(indent);
    const lines = [];
    if (this.#chance(0.6))
      lines.push(`${blank}labels:`, ...this.#entries(LABELS, isPatch ? scalars : TEXTS, indent + 2));
    if (this.#chance(0.85)) {
      if (isPatch && this.#chance(0.04)) lines.push(`${blank}annotations: null`);
      else lines.push(`${blank}annotations:`, ...this.#entries(KEYS, scalars, indent + 2));
      if (isPatch && this.#chance(0.02)) lines.push(`${lines.at(-1).replace(/:.*/, '')}: again`);
    }
    if (isPatch && lines.length > 0 && this.#chance(0.05)) lines.push(`${blank}  $patch: replace`);
    return lines;
  }

  #entries(keys, scalars, indent) {
    const wanted = keys.filter(() => this.#chance(0.5));
    if (wanted.length === 0) wanted.push(keys[0]);
    return wanted.map((key) => `${' '.repeat(indent)}${key}: ${this.#pick(scalars)}`);
  }

  #kustomization(folder, lines, isComponent = false) {
    const all = [
      ...(isComponent ? ['apiVersion: kustomize.config.k8s.io/v1alpha1', 'kind: Component'] : []),
      ...(isComponent ? [`commonAnnotations: {c: '${this.#pick(NAMES)}'}`] : []),
      ...lines,
    ];
    if (this.#chance(0.3)) all.push(`namespace: ${this.#pick(['shop', 'prod', 'default'])}`);
    if (this.#chance(0.2)) all.push('namePrefix: p-');
    if (this.#chance(0.1)) all.push('nameSuffix: -v2');
    if (this.#chance(0.15)) all.push(`commonLabels: {${this.#flow(LABELS)}}`);
    if (!isComponent && this.#chance(0.2)) all.push(`commonAnnotations: {${this.#flow(KEYS)}}`);
    if (this.#chance(0.2)) all.push(...this.#labels());
    if (this.#chance(0.07))
      all.push(`configMapGenerator: [{name: made-${folder.replace(/.*\//, '')}, literals: [a=b]}]`);
    const patches = Array.from({ length: this.#count(0.7, 3) }, (_, number) => this.#patch(folder, number));
    if (patches.length > 0) all.push('patches:', ...patches);
    if (this.#chance(0.1)) all.push('patchesStrategicMerge:', this.#inlineMerge());
    if (this.#chance(0.1)) all.push('patchesJson6902:', this.#named(this.#operations()));
    if (this.#chance(0.005)) all.push('vars: [{name: X, objref: {kind: Service, name: web}}]');
    this.#files[`${folder}/kustomization.yaml`] = `${all.join('\n')}\n`;
  }

  #labels() {
    const flags = [
      this.#chance(0.3) ? ', includeSelectors: true' : '',
      this.#chance(0.4) ? ', includeTemplates: true' : '',
    ].join('');
    return ['labels:', `- {pairs: {${this.#flow(LABELS)}}${flags}}`];
  }

  #flow(keys) {
    const wanted = keys.filter(() => this.#chance(0.4));
    if (wanted.length === 0) wanted.push(keys[0]);
    const texts = this.#chance(0.03) ? SCALARS.filter((text) => !text.includes(',')) : TEXTS;
    return wanted.map((key) => `${key}: ${this.#pick(texts)}`).join(', ');
  }

  #patch(folder, number) {
    const form = this.#random();
    if (form < 0.3) {
      const path = `patch-${number}.yaml`;
      this.#files[`${folder}/${path}`] = this.#manifest(this.#resource(), SCALARS, 0, true);
      return this.#chance(0.5) ? `- path: ${path}` : this.#targeted('- ', undefined, `  path: ${path}`);
    }
    if (form < 0.45) return `- patch: |-\n${this.#manifest(this.#resource(), SCALARS, 4, true)}`;
    if (form < 0.65)
      return this.#targeted(
        '- ',
        undefined,
        `  patch: |-\n${this.#manifest(this.#resource(), SCALARS, 4, true)}`,
      );
    if (form < 0.7) {
      const { kind, name, namespace } = this.#resource();
      const space = namespace ? `, namespace: ${namespace}` : '';
      return `- patch: '{apiVersion: ${KINDS[kind]}, kind: ${kind}, metadata: {name: ${name}${space}}, $patch: delete}'`;
    }
    return this.#targeted('- ', this.#operations());
  }

  #inlineMerge() {
    return `- |-\n${this.#manifest(this.#resource(), SCALARS, 2, true)}`;
  }

  /** Mostly one of the base. */
  #resource() {
    if (this.#chance(0.01)) return { kind: 'Deployment', name: 'absent', namespace: undefined };
    return this.#pick(this.#resources);
  }

  #targeted(dash, operations, rest = `  patch: |-\n${operations}`) {
    const { kind, name } = this.#resource();
    const fields = [];
    if (this.#chance(0.8)) fields.push(`kind: ${kind}`);
    if (this.#chance(0.5))
      fields.push(`name: '${this.#pick([name, '.*', `${name}|api`, `(p-)?${name}.*`])}'`);
    if (this.#chance(0.1))
      fields.push(`labelSelector: '${this.#pick(['app=web', 'tier', 'app!=web', '!tier'])}'`);
    if (this.#chance(0.05)) fields.push('namespace: shop');
    if (fields.length === 0) fields.push('version: v1');
    return `${dash}target: {${fields.map((field) => field).join(', ')}}\n${rest}`;
  }

  /** The form of old, which demands a name. */
  #named(operations) {
    const { kind, name } = this.#resource();
    return `- target: {kind: ${kind}, name: ${name}}\n  patch: |-\n${operations}`;
  }

  #operations() {
    const count = 1 + Math.floor(this.#random() * 2);
    return Array.from({ length: count }, () => {
      const key = this.#pick(KEYS);
      const place = this.#chance(0.12) ? '/spec/template/metadata' : '/metadata';
      const escaped = this.#chance(0.97) ? key.replaceAll('/', '~1') : key;
      const map = this.#chance(0.9) ? 'annotations' : 'labels';
      const op = this.#chance(0.07) ? 'remove' : this.#pick(['add', 'replace']);
      if (op === 'add' && this.#chance(map === 'labels' || place !== '/metadata' ? 0.8 : 0.2))
        return `    - {op: add, path: ${place}/${map}, value: {${this.#flow(KEYS)}}}`;
      const value = op === 'remove' ? '' : `\n      value: ${this.#pick(SCALARS)}`;
      return `    - op: ${op}\n      path: ${place}/${map}/${escaped}${value}`;
    }).join('\n');
  }

  #pick(items) {
    return items[Math.floor(this.#random() * items.length)];
  }

  #chance(share) {
    return this.#random() < share;
  }

  #count(share, most) {
    let count = 0;
    while (count < most && this.#chance(share)) count++;
    return count;
  }
}
