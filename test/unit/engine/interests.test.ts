import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { Linter } from '../../../server/src/engine/linter.ts';
import type { Rule } from '../../../server/src/engine/rule.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { CATALOGUE } from '../../../server/src/linkerd/catalogue/catalogue.ts';
import { checkInterests } from '../../support/interests.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, settingsOf, throwFailure, UNKNOWN } from '../../support/lint.ts';
import { runs } from '../../support/properties.ts';
import { CORPUS, EXAMPLE_FILES, PAGE_EXAMPLES } from '../../support/sampleTexts.ts';

const CLUSTERS = [
  UNKNOWN,
  AFFECTED,
  FIXED_CNI,
  PROXY_INIT,
  settingsOf({ linkerd: '2.12' }),
  settingsOf({ dataPlane: 'cni', linkerd: 'edge-26.7.1' }),
];

function checkEverywhere(text: string): void {
  for (const settings of CLUSTERS) checkInterests(text, settings);
}

/** What the keys are written with: keys that are known, misspelt, of no end, or made by a template. */
const key = fc.oneof(
  fc.constantFrom(...CATALOGUE.map((entry) => (entry.isPrefix ? `${entry.key}web` : entry.key))),
  fc.constantFrom(
    'config.linkerd.io/skip-inbound-port',
    'config.linkerd.io/inject',
    'conf.linkerd.io/opaque-ports',
    'linkerd.io/{{ .Values.key }}',
    'config.linkerd.io/',
  ),
);

const value = fc.constantFrom(
  'enabled',
  '"80, 90,4190,x"',
  '"25,80-70"',
  '4192',
  '""',
  'true',
  'unified',
  '"10ns"',
  '"2102"',
  '100m',
  '9Gi',
  '"0"',
  '-1',
  '[a]',
  '',
  '"{{ .Values.list }}"',
);

/** Where a resource has its annotations and labels; `$` stands for the two maps. */
const FRAMES = [
  'apiVersion: v1\nkind: Pod\nmetadata: {$}\nspec: {hostNetwork: true, containers: [{image: a, ports: [{containerPort: 25}]}]}\n',
  'apiVersion: v1\nkind: Namespace\nmetadata: {$}\n',
  'apiVersion: v1\nkind: Service\nmetadata: {$}\nspec: {ports: [{port: 80, appProtocol: http2}]}\n',
  'apiVersion: v1\nkind: Service\nmetadata: {$}\nspec: {ports: [{port: 25, appProtocol: http}]}\n',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {$}\nspec: {template: {metadata: {}, spec: {}}}\n',
  'apiVersion: batch/v1\nkind: Job\nspec: {template: {metadata: {$}, spec: {containers: [{image: a, securityContext: {runAsUser: 2102}}]}}}\n',
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {$}\nspec: {parentRefs: [{kind: Server}]}\n',
  'apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {$}\nspec: {parentRefs: [{kind: Service}]}\n',
  'apiVersion: policy.linkerd.io/v1\nkind: Server\nmetadata: {$}\nspec: {accessPolicy: none}\n',
  'apiVersion: policy.linkerd.io/v1\nkind: MeshTLSAuthentication\nmetadata: {$}\nspec: {identities: [A]}\n',
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {$}\n',
  'apiVersion: example.org/v1\nkind: Web\nmetadata: {$}\nspec: {podMetadata: {$}}\n',
  'kind: Kustomization\ncommonAnnotations: {linkerd.io/inject: on}\nmetadata: {$}\n',
  'podAnnotations: {linkerd.io/inject: on}\nweb: {$}\n',
] as const;

const metadata = fc
  .record({
    annotations: fc.array(fc.tuple(key, value), { maxLength: 4 }),
    labels: fc.array(fc.tuple(key, value), { maxLength: 2 }),
  })
  .map(({ annotations, labels }) => `annotations: {${entries(annotations)}}, labels: {${entries(labels)}}`);

function entries(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map((pair) => pair.join(': ')).join(', ');
}

describe('a rule has nothing to say about what it says it is not about', () => {
  it.each([...CORPUS, ...PAGE_EXAMPLES])('in $name', ({ text }) => {
    checkEverywhere(text);
  });

  it('in examples/', () => {
    expect(EXAMPLE_FILES.length).toBeGreaterThan(0);
    for (const { text } of EXAMPLE_FILES) checkEverywhere(text);
  });

  it('in any resource with any keys and values', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FRAMES),
        metadata,
        fc.constantFrom(...CLUSTERS),
        (frame: string, maps: string, settings: LintSettings) =>
          checkInterests(
            frame.replaceAll('$', () => maps),
            settings,
          ),
      ),
      runs(2_000),
    );
  });
});

describe('a rule', () => {
  const ran: string[] = [];
  const rule = (id: string, query: Rule['query']): Rule => ({
    id,
    summary: '',
    level: 'warning',
    fixable: undefined,
    since: '0.1.0',
    query,
    check: () => {
      ran.push(id);
      return [];
    },
  });
  const run = (text: string, rules: readonly Rule[]) => {
    ran.length = 0;
    new Linter(rules, throwFailure).lint(SourceFile.read(text), UNKNOWN);
    return ran;
  };
  const POD = 'kind: Pod\nmetadata: {annotations: {linkerd.io/inject: on}, labels: {linkerd.io/x: a}}\n';

  it('is run where something is that it is about', () => {
    const inject = rule('inject', { annotation: ({ key }) => key === 'linkerd.io/inject' });
    const unknown = rule('unknown', { label: ({ entry }) => entry === undefined });
    const pod = rule('pod', { resource: ({ kind }) => kind === 'Pod' });
    expect(run(POD, [pod, unknown, inject])).toEqual(['pod', 'unknown', 'inject']);
  });

  it('is not run where nothing is', () => {
    const inject = rule('inject', { label: ({ key }) => key === 'linkerd.io/inject' });
    const namespace = rule('namespace', { annotation: ({ placement }) => placement === 'namespace' });
    const service = rule('service', { resource: ({ kind }) => kind === 'Service' });
    expect(run(POD, [inject, namespace, service])).toEqual([]);
  });

  it('is not run in an environment that it does not apply in', () => {
    const everywhere = rule('everywhere', { annotation: () => true });
    expect(run(POD, [{ ...everywhere, appliesIn: ({ dataPlane }) => dataPlane === 'cni' }])).toEqual([]);
  });
});
