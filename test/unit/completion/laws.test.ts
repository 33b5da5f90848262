import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { readMetadata } from '../../../server/src/kubernetes/readMetadata.ts';
import { CATALOGUE } from '../../../server/src/linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../../server/src/linkerd/catalogue/entry.ts';
import { LINKERD_METADATA } from '../../../server/src/linkerd/metadata/linkerdMetadata.ts';
import { AFFECTED, AFFECTED_BEFORE_211, FIXED_CNI, lint, PROXY_INIT, UNKNOWN } from '../../support/lint.ts';
import { accept, offersAt } from './completeAt.ts';

/** A text with a place for an annotation and one for a label, where `$A` and `$L` stand. */
interface Setting {
  readonly source: string;
  readonly isFlow?: boolean;
  readonly isJson?: boolean;
}

function resource(apiVersion: string, kind: string, more = ''): Setting {
  const metadata = '  name: web\n  annotations:\n    team: shop\n    $A\n  labels:\n    app: web\n    $L\n';
  return { source: `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n${metadata}${more}` };
}

const CONTAINERS =
  'spec:\n  containers:\n    - name: web\n      image: web\n      ports: [{name: http, containerPort: 8080}]\n';

const PLACES: Readonly<Record<string, Setting>> = {
  Pod: resource('v1', 'Pod', CONTAINERS),
  Namespace: resource('v1', 'Namespace'),
  Service: resource('v1', 'Service', 'spec:\n  ports: [{port: 3306}]\n'),
  Secret: resource('v1', 'Secret'),
  HTTPRoute: resource('gateway.networking.k8s.io/v1', 'HTTPRoute'),
  GRPCRoute: resource('gateway.networking.k8s.io/v1', 'GRPCRoute'),
  EgressNetwork: resource('policy.linkerd.io/v1alpha1', 'EgressNetwork'),
  ExternalWorkload: resource('workload.linkerd.io/v1beta1', 'ExternalWorkload'),
  TrafficSplit: resource('split.smi-spec.io/v1alpha2', 'TrafficSplit'),
  'flow style': {
    source:
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    metadata:\n      annotations: {$A}\n      labels: {$L}\n',
    isFlow: true,
  },
  JSON: {
    source: '{"apiVersion": "v1", "kind": "Pod", "metadata": {"annotations": {\n  $A\n}, "labels": {$L}}}\n',
    isJson: true,
  },
  'Helm values': { source: 'web:\n  podAnnotations:\n    $A\n  podLabels:\n    $L\n' },
  'an inline patch': {
    source:
      'patches:\n  - target: {kind: Deployment}\n    patch: |-\n      spec:\n        template:\n          metadata:\n            annotations:\n              $A\n            labels:\n              $L\n',
  },
};

/** A list that is still to be filled in. */
const EMPTY = ['skip-ports-no-valid-token'];
/** Nothing is wrong with it, only something else is still missing. */
const LACKS_PARTNER = 'unused-balancer-setting';

type Mark = '$A' | '$L';

/** The text with `typed` in one of the two maps, and the offset of the `|` in it. */
function typeAt({ source }: Setting, mark: Mark, typed: string): { text: string; cursor: number } {
  const text = source.replace(mark === '$A' ? '$L' : '$A', '');
  const cursor = text.indexOf(mark) + typed.indexOf('|');
  return { text: text.replace(mark, () => typed.replace('|', '')), cursor };
}

/** The Linkerd keys of a text, those in strings included. */
function keysIn(text: string): string[] {
  const patch = /patch: \|-\n([\s\S]*)/.exec(text)?.[1];
  const documents = SourceFile.read(patch ?? text).documents;
  return documents.flatMap(({ document }) => {
    const { annotations, labels } = readMetadata(document, LINKERD_METADATA);
    return [...annotations, ...labels].map(({ kind, key }) => `${kind} ${key.value}`);
  });
}

function yamlErrors(text: string): string[] {
  return parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message));
}

/** The rules by which something is wrong in a text. Hints and information advise; what is offered may be advised against. */
function rulesBroken(text: string, settings: LintSettings, except: readonly string[]): string[] {
  const ignored = [...except, LACKS_PARTNER];
  return lint(text, settings)
    .filter(({ severity }) => severity === 'warning' || severity === 'error')
    .map(({ rule }) => rule)
    .filter((rule) => !ignored.includes(rule));
}

/** What is wrong with the text after each key that is offered. */
function problemsOfKeys(place: Setting, mark: Mark, typed: string, settings: LintSettings): string[] {
  const { text, cursor } = typeAt(place, mark, typed);
  return offersAt(text, cursor, settings).flatMap((item) => {
    const after = accept(text, item);
    const expected = `${mark === '$A' ? 'annotation' : 'label'} ${item.label}`;
    return [
      ...yamlErrors(after),
      ...(keysIn(after).join() === expected ? [] : [`not ${expected}, but ${keysIn(after).join()}`]),
      ...rulesBroken(after, settings, EMPTY),
    ].map((problem) => `${item.label}: ${problem}`);
  });
}

/** What is wrong with the text after each value of a key that is offered. */
function problemsOfValues(
  { key, kind }: CatalogueEntry,
  place: Setting,
  settings: LintSettings,
): { problems: string[]; count: number } {
  const problems: string[] = [];
  let count = 0;
  for (const value of valuesFor(key, place)) {
    const written = place.isJson ? `"${key}"` : key;
    const { text, cursor } = typeAt(place, kind === 'annotation' ? '$A' : '$L', `${written}: ${value}`);
    const before = rulesBroken(text, settings, []).filter((rule) => rule === 'annotation-removed');
    for (const item of offersAt(text, cursor, settings)) {
      const after = accept(text, item);
      const found = [...yamlErrors(after), ...rulesBroken(after, settings, before)];
      problems.push(...found.map((problem) => `${key}: ${value} -> ${item.label}: ${problem}`));
      count++;
    }
  }
  return { problems, count };
}

/** Ways to begin a value. */
function valuesFor(key: string, place: Setting): string[] {
  const { isFlow } = place;
  if (place !== PLACES.Pod && !isFlow) return ['|', '"|"'];
  const isList = key.endsWith('ports');
  return ['|', '"|"', "'|'", '5|', ...(isList ? ['"80,|"'] : []), ...(isList && !isFlow ? ['80,|'] : [])];
}

const KEYS = CATALOGUE.filter(({ isPrefix }) => !isPrefix);

describe('any accepted key is one more key, in its place', () => {
  it.each(Object.entries(PLACES))('%s', (_name, place) => {
    for (const mark of ['$A', '$L'] as const)
      for (const typed of place.isJson ? ['|', '"link|"'] : ['|', '"link|"'])
        expect(problemsOfKeys(place, mark, typed, AFFECTED)).toEqual([]);
  });
});

describe('no rule reports an accepted value', () => {
  it.each(Object.entries(PLACES))('%s', (_name, place) => {
    const results = KEYS.map((entry) => problemsOfValues(entry, place, PROXY_INIT));
    expect(results.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it.each(Object.entries({ AFFECTED, AFFECTED_BEFORE_211, FIXED_CNI, UNKNOWN }))(
    'ports, %s',
    (_name, settings) => {
      const lists = KEYS.filter(({ key }) => key.endsWith('ports'));
      const results = lists.map((entry) => problemsOfValues(entry, PLACES.Pod as Setting, settings));
      expect(results.flatMap(({ problems }) => problems)).toEqual([]);
      expect(results.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(lists.length);
    },
  );

  it.each(Object.entries({ AFFECTED_BEFORE_211, FIXED_CNI, PROXY_INIT, UNKNOWN }))(
    'each port says what it is for, %s',
    (_name, settings) => {
      const lists = KEYS.filter(({ key }) => key.endsWith('ports'));
      const offers = lists.flatMap(({ key }) => {
        const { text, cursor } = typeAt(PLACES.Pod as Setting, '$A', `${key}: |`);
        return offersAt(text, cursor, settings);
      });
      expect(offers.length).toBeGreaterThan(0);
      for (const { label, detail, documentation } of offers)
        expect(documentation ?? detail, label).toBeTruthy();
    },
  );

  it('every key but those for free text has some', () => {
    const free = new Set(['text', 'cidr-list', 'env-json', 'integer', 'number', 'skip-ports']);
    const lacking = KEYS.filter(({ status, value }) => status === 'active' && !free.has(value.type)).filter(
      ({ key, kind }) =>
        Object.values(PLACES).every((place) => {
          const { text, cursor } = typeAt(place, kind === 'annotation' ? '$A' : '$L', `${key}: |`);
          return offersAt(text, cursor, PROXY_INIT).length === 0;
        }),
    );
    expect(lacking.map(({ key }) => key)).toEqual([]);
  });
});
