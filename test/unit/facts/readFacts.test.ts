import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areEqual } from '../../../server/src/facts/freeze.ts';
import { UNKNOWN } from '../../../server/src/facts/known.ts';
import { asksAcrossFiles, MESH_WORDS } from '../../../server/src/facts/meshWords.ts';
import { mayHaveFacts } from '../../../server/src/facts/readFacts.ts';
import { MESH_RULES } from '../../../server/src/rules/registry.ts';
import { readFiles } from '../../support/lintMesh.ts';
import { factsOf } from '../../support/meshOf.ts';
import { runs } from '../../support/properties.ts';
import { pageExamplesOf } from '../../support/rulePages.ts';
import { CORPUS, EXAMPLE_FILES, PAGE_EXAMPLES } from '../../support/sampleTexts.ts';

const TEXTS = [...CORPUS, ...EXAMPLE_FILES, ...PAGE_EXAMPLES].map(({ text }) => text);
const WITH_FACTS = TEXTS.filter((text) => factsOf(text).resources.length > 0);

/** Every value in a structure with the keys that lead to it. */
function* partsOf(value: unknown, path: readonly string[] = []): Iterable<readonly [string, unknown]> {
  yield [path.join('.'), value];
  if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) yield* partsOf(part, [...path, key]);
}

describe('facts', () => {
  it('are frozen in all their parts, and hold no place in a text', () => {
    for (const text of WITH_FACTS)
      for (const [path, value] of partsOf(factsOf(text).resources)) {
        const isObject = typeof value === 'object' && value !== null;
        if (path !== '') expect(isObject && !Object.isFrozen(value), path).toBe(false);
        expect(path).not.toMatch(/\b(?:start|end|offset|range|line)$/);
      }
  });

  it('stay equal when comments, empty lines and documents without resources are added', () => {
    const noise = fc.constantFrom('# a comment\n', '\n', 'kind: ConfigMap\n---\n');
    fc.assert(
      fc.property(
        fc.constantFrom(...WITH_FACTS),
        fc.array(noise, { minLength: 1, maxLength: 3 }),
        (text, ahead) => {
          const moved = factsOf(ahead.join('') + text);
          const before = factsOf(text);
          expect(areEqual(moved.resources, before.resources)).toBe(true);
        },
      ),
      runs(300),
    );
  });

  it('are found wherever the quick look at a text finds that there may be some', () => {
    for (const text of WITH_FACTS) expect(mayHaveFacts(text)).toBe(true);
    expect(mayHaveFacts('kind: ConfigMap\ndata: {Deployment: a}\n')).toBe(false);
    expect(mayHaveFacts('{"kind": "Deployment"}')).toBe(true);
  });

  it.each(MESH_RULES.flatMap(({ id }) => wrongExamplesOf(id)))(
    'are asked for by a file of every mesh that is wrong: %s, example %#',
    (_, text) => {
      const texts = [...readFiles(text).values()];
      expect(texts.some(asksAcrossFiles)).toBe(true);
      // The search looks at these words first.
      for (const each of texts.filter(asksAcrossFiles))
        expect(MESH_WORDS.some((word) => each.includes(word))).toBe(true);
    },
  );

  it('are not asked for where no rule can find anything', () => {
    expect(asksAcrossFiles('kind: Pod\nmetadata: {annotations: {linkerd.io/inject: enabled}}\n')).toBe(false);
    expect(asksAcrossFiles('kind: Role\nmetadata: {namespace: kube-system}\n')).toBe(false);
  });
});

function wrongExamplesOf(id: string): [string, string][] {
  const wrong = pageExamplesOf(id).filter(({ verdict }) => verdict === 'wrong');
  return wrong.map(({ text }) => [id, text]);
}

describe('what a fact is made of', () => {
  const pod = (metadata: string, spec = '{containers: [{name: web, image: web}]}') => {
    const [facts] = factsOf(`apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec: ${spec}\n`).resources;
    if (facts?.type !== 'Workload') throw new Error('no pod');
    return facts;
  };

  it('is unknown where a template, an alias or a merge decides, and else certainly there or not', () => {
    expect(pod('{name: web, labels: {app: web}}').labels).toEqual({
      values: { app: 'web' },
      isComplete: true,
    });
    expect(pod('{name: web}').labels).toEqual({ values: {}, isComplete: true });
    expect(pod('{name: web, labels: {app: "{{ .Values.app }}"}}').labels.values.app).toBe(UNKNOWN);
    expect(pod('{name: web, labels: {<<: *defaults, app: web}}').labels).toEqual({
      values: { app: 'web' },
      isComplete: false,
    });
    expect(pod('{name: web, labels: *defaults}').labels).toEqual({ values: {}, isComplete: false });
    expect(pod('{name: "{{ .Release.Name }}-web"}').id.name).toBe(UNKNOWN);
  });

  it('may grow where a template prints lines, and not where it only decides', () => {
    const labels = (lines: string) => pod(`\n  name: web\n  labels:\n${lines}  namespace: shop`).labels;
    expect(labels('    {{- include "labels" . | nindent 4 }}\n')).toEqual({ values: {}, isComplete: false });
    expect(labels('    {{- include "labels" . | nindent 4 }}\n    app: web\n')).toEqual({
      values: { app: 'web' },
      isComplete: false,
    });
    expect(labels('    {{- if .Values.x }}\n    app: web\n    {{- end }}\n    a: b\n')).toEqual({
      values: { app: UNKNOWN, a: 'b' },
      isComplete: true,
    });
  });

  it('has the release’s namespace as one that is chosen on applying', () => {
    expect(pod('{name: web, namespace: "{{ .Release.Namespace }}"}').id.namespace).toBe(undefined);
    expect(pod('{name: web, namespace: "{{ .Values.namespace }}"}').id.namespace).toBe(UNKNOWN);
    expect(pod('{name: web, namespace: shop}').id.namespace).toBe('shop');
  });

  it('stands under the one condition around the whole resource', () => {
    const facts = (text: string) => factsOf(text).resources.map(({ condition }) => condition);
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
    expect(facts(namespace)).toEqual([undefined]);
    expect(facts(`{{- if .Values.mesh }}\n${namespace}{{- end }}\n`)).toEqual(['.Values.mesh']);
    expect(facts(`{{- if .Values.a }}\n{{- else }}\n${namespace}{{- end }}\n`)).toEqual([UNKNOWN]);
    expect(facts(`{{- if .Values.a }}\n{{- if .Values.b }}\n${namespace}{{- end }}\n{{- end }}\n`)).toEqual([
      UNKNOWN,
    ]);
    expect(facts(`{{- range .Values.a }}\n${namespace}{{- end }}\n`)).toEqual([UNKNOWN]);
    expect(facts(`{{- if .Values.a }}\n${namespace}---\n${namespace}{{- end }}\n`)).toEqual([
      UNKNOWN,
      UNKNOWN,
    ]);
    expect(factsOf(`{{- if .Values.a }}\n${namespace}---\n${namespace}{{- end }}\n`).isConditional).toBe(
      true,
    );
  });

  it('has the ports that probes and hooks name, and those of probes by HTTP', () => {
    const [container] = pod(
      '{name: web}',
      `{containers: [{name: web, image: web,
    livenessProbe: {httpGet: {port: http, path: /live, scheme: HTTPS}},
    readinessProbe: {tcpSocket: {port: mysql}},
    startupProbe: {httpGet: {port: 8080}},
    lifecycle: {preStop: {httpGet: {port: admin}}}}]}`,
    ).containers.items;
    expect(container?.portUses).toEqual([
      { at: ['livenessProbe', 'httpGet', 'port'], name: 'http' },
      { at: ['readinessProbe', 'tcpSocket', 'port'], name: 'mysql' },
      { at: ['lifecycle', 'preStop', 'httpGet', 'port'], name: 'admin' },
    ]);
    expect(container?.probes).toEqual([
      { field: 'livenessProbe', port: 'http', path: '/live', scheme: 'HTTPS' },
      { field: 'startupProbe', port: 8080, path: undefined, scheme: undefined },
    ]);
  });

  it('names the variables that Flux substitutes, unless the resource opts out', () => {
    const variables = (variable: string, more = '') =>
      pod(`{name: web, ${more}annotations: {linkerd.io/inject: "$${variable}"}}`).variables;
    const at = ['metadata', 'annotations', 'linkerd.io/inject'];
    expect(variables('{MESH}')).toEqual([{ at, name: 'MESH', fallback: undefined }]);
    expect(variables('{MESH:=enabled}')).toEqual([{ at, name: 'MESH', fallback: 'enabled' }]);
    expect(variables('{MESH}d')).toEqual([]);
    expect(variables('MESH')).toEqual([]);
    expect(variables('{MESH}', 'labels: {kustomize.toolkit.fluxcd.io/substitute: disabled}, ')).toEqual([]);
  });

  it('is missing for a patch, which leaves out what a resource must have', () => {
    expect(
      factsOf('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}\n')
        .resources,
    ).toEqual([]);
    expect(
      factsOf(
        'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: web}\nspec: {accessPolicy: deny}\n',
      ).resources,
    ).toEqual([]);
  });

  it('is read although the version, or the whole apiVersion, is not written', () => {
    const version = (apiVersion: string) => {
      const [facts] = factsOf(
        `${apiVersion}kind: HTTPRoute\nmetadata: {name: web}\nspec: {parentRefs: []}\n`,
      ).resources;
      return facts?.type === 'Route' ? facts.version : 'no route';
    };
    expect(version('apiVersion: policy.linkerd.io/v1beta3\n')).toBe('v1beta3');
    expect(version('apiVersion: policy.linkerd.io/{{ .Values.version }}\n')).toBe(UNKNOWN);
    expect(version('')).toBe('no route');
    expect(
      factsOf('kind: ResourceQuota\nmetadata: {name: pods}\nspec: {hard: {pods: "10"}}\n').resources,
    ).toHaveLength(1);
  });

  it('is read from lists, JSON, and each document', () => {
    const item = '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "NAME"}}';
    const names = (text: string) => factsOf(text).resources.map(({ id }) => id.name);
    expect(
      names(`{"kind": "List", "items": [${item.replace('NAME', 'a')}, ${item.replace('NAME', 'b')}]}`),
    ).toEqual(['a', 'b']);
    expect(names(`${item.replace('NAME', 'a')}\n---\n${item.replace('NAME', 'b')}`)).toEqual(['a', 'b']);
  });
});

describe('what a controller made', () => {
  const owned = (kind: string, name: string, owner: string, more = '') => `apiVersion: v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: shop
  labels: {app: web, pod-template-hash: 7d4b}
  ownerReferences: [${owner}${more}]
spec:
  template: {spec: {containers: [{name: web, image: web}]}}
  containers: [{name: web, image: web}]
`;
  const reference = (kind: string, name: string, controller = true) =>
    `{apiVersion: apps/v1, controller: ${controller}, kind: ${kind}, name: ${name}, uid: 2c1e}`;
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [{name: web, image: web}]}}}
`;
  const namesIn = (...texts: string[]) =>
    factsOf(texts.join('---\n')).resources.map(({ id }) => `${id.kind}/${String(id.name)}`);

  it.each([
    ['by a ReplicaSet that is left out', deployment, reference('ReplicaSet', 'web-7d4b')],
    ['by a controller in the file', deployment, reference('Deployment', 'web')],
  ])('%s says nothing more', (_, controller, owner) => {
    expect(namesIn(controller, owned('Pod', 'web-7d4b-x', owner))).toEqual(['Deployment/web']);
    expect(namesIn(owned('Pod', 'web-7d4b-x', owner), controller)).toEqual(['Deployment/web']);
  });

  it.each([
    ['whose controller is elsewhere', deployment, reference('ReplicaSet', 'api-7d4b')],
    [
      'whose controller is in another namespace',
      deployment.replace('shop', 'shop2'),
      reference('Deployment', 'web'),
    ],
    ['with an owner that is no controller', deployment, reference('Deployment', 'web', false)],
    ['by an operator', deployment, reference('Cluster', 'web')],
  ])('%s counts', (_, other, owner) => {
    expect(namesIn(other, owned('Pod', 'web-7d4b-x', owner))).toContain('Pod/web-7d4b-x');
  });
});
