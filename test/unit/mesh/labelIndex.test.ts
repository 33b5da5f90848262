import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Applied, AppliedResource } from '../../../server/src/mesh/appliedResource.ts';
import { ingressPoliciesOf, limitsIngressOf } from '../../../server/src/mesh/ingressOf.ts';
import { podsBehind } from '../../../server/src/mesh/podsBehind.ts';
import { podsSelectedBy, serverSelects, servicesOf } from '../../../server/src/mesh/podsSelectedBy.ts';
import { labelsFit } from '../../../server/src/mesh/selectors.ts';
import { factsOf, namesOf, TestMesh } from '../../support/meshOf.ts';
import { runs } from '../../support/properties.ts';

const NAMESPACE = fc.constantFrom('', 'namespace: shop', 'namespace: dev', 'namespace: "{{ .x }}"');
const LABELS = fc.constantFrom(
  '{}',
  '{app: web}',
  '{app: api}',
  '{app: web, tier: front}',
  '{tier: front}',
  '{app: "{{ .x }}"}',
  '{app: "{{ .x }}", tier: front}',
);

const pod = (name: string, namespace: string, labels: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, ${namespace}, labels: ${labels}}\nspec: {containers: [{name: a, image: a}]}\n`;
const service = (name: string, namespace: string, labels: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, ${namespace}}\nspec: {selector: ${labels}, ports: [{port: 80}]}\n`;
const server = (name: string, namespace: string, labels: string) =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: ${name}, ${namespace}}\nspec: {podSelector: {matchLabels: ${labels}}, port: 80}\n`;
const networkPolicy = (name: string, namespace: string, labels: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, ${namespace}}\nspec: {podSelector: {matchLabels: ${labels}}}\n`;

const RESOURCE = fc
  .tuple(fc.constantFrom(pod, pod, service, server, networkPolicy), fc.nat(99), NAMESPACE, LABELS)
  .map(([write, number, namespace, labels]) => write(`r${number}`, namespace, labels));
const FILE = fc.array(RESOURCE, { maxLength: 6 }).map((resources) => resources.join('---\n'));

/** Each query as it is, and as it would be if everything in the namespace were compared. */
function bothWays({ model, reads }: TestMesh, subject: AppliedResource): [string, string][] {
  const mesh = model.seenFrom(subject, reads);
  const { facts, namespace } = subject;
  if (facts.type === 'Workload') {
    const self = subject as Applied<'Workload'>;
    return [
      [
        namesOf(ingressPoliciesOf(mesh, self)),
        namesOf(mesh.select('NetworkPolicy', namespace, (other) => limitsIngressOf(other, self))),
      ],
      [
        namesOf(servicesOf(mesh, self)),
        namesOf(
          mesh.select('Service', namespace, ({ facts: { selector } }) => {
            if (typeof selector === 'symbol') return 'unknown';
            const isEmpty = !selector || (selector.isComplete && Object.keys(selector.values).length === 0);
            return isEmpty ? 'no' : labelsFit(selector, facts.labels);
          }),
        ),
      ],
    ];
  }
  if (facts.type === 'Server') {
    const self = subject as Applied<'Server'>;
    const all = mesh.select('Workload', namespace, (other) => serverSelects(self, other));
    return [[namesOf(podsSelectedBy(mesh, self)), namesOf(all)]];
  }
  if (facts.type === 'Service' && typeof facts.selector === 'object') {
    const { selector } = facts;
    if (Object.keys(selector.values).length === 0) return [];
    const all = mesh.select('Workload', namespace, (other) => labelsFit(selector, other.facts.labels));
    return [[namesOf(podsBehind(mesh, subject as Applied<'Service'>)), namesOf(all)]];
  }
  return [];
}

describe('pods and selectors that are found by label', () => {
  it('are the same as if all of a namespace were compared', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.tuple(FILE, FILE, FILE), (texts) => {
        const mesh = new TestMesh('');
        const paths = ['a.yaml', 'dev/b.yaml', 'prod/b.yaml'];
        mesh.model.update(
          texts.map((text, index) => {
            const path = paths[index] ?? '';
            return { path, uri: path, facts: factsOf(text, path) };
          }),
        );
        for (const uri of mesh.model.uris)
          for (const subject of mesh.model.resourcesOf(uri))
            for (const [found, all] of bothWays(mesh, subject)) {
              expect(found).toBe(all);
              compared++;
            }
      }),
      runs(300),
    );
    expect(compared).toBeGreaterThan(100);
  });
});
