import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areEqual } from '../../../server/src/facts/freeze.ts';
import { UNKNOWN } from '../../../server/src/facts/known.ts';
import { MESH_WORDS } from '../../../server/src/facts/meshWords.ts';
import { mayHaveFacts } from '../../../server/src/facts/readFacts.ts';
import { factsOf } from '../../support/meshOf.ts';
import { runs } from '../../support/properties.ts';
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

  it('of each resource that a mesh rule is asked about stand in a file with one of the words', () => {
    const files = readFileSync('server/src/rules/mesh/skip-bypasses-policy.md', 'utf8');
    expect(MESH_WORDS.some((word) => files.includes(word))).toBe(true);
  });
});

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
    expect(facts(`{{- range .Values.a }}\n${namespace}{{- end }}\n`)).toEqual([UNKNOWN]);
    expect(factsOf(`{{- if .Values.a }}\n${namespace}---\n${namespace}{{- end }}\n`).isConditional).toBe(
      true,
    );
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

  it('is read from lists, JSON, and each document', () => {
    const item = '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "NAME"}}';
    const names = (text: string) => factsOf(text).resources.map(({ id }) => id.name);
    expect(
      names(`{"kind": "List", "items": [${item.replace('NAME', 'a')}, ${item.replace('NAME', 'b')}]}`),
    ).toEqual(['a', 'b']);
    expect(names(`${item.replace('NAME', 'a')}\n---\n${item.replace('NAME', 'b')}`)).toEqual(['a', 'b']);
  });
});
