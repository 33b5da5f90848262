import { describe, expect, it } from 'vitest';
import type { Applied } from '../../../server/src/mesh/appliedResource.ts';
import { admitsMeshedClients, admitsPort, limitsIngressOf } from '../../../server/src/mesh/ingressOf.ts';
import type { Mesh } from '../../../server/src/mesh/mesh.ts';
import { TestMesh } from '../../support/meshOf.ts';

/** A NetworkPolicy beside a pod with the port 8080 (http) and an injected client, in the namespace shop. */
function policyWith(spec: string): {
  mesh: Mesh;
  policy: Applied<'NetworkPolicy'>;
  pod: Applied<'Workload'>;
} {
  const pod = (name: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}, annotations: {linkerd.io/inject: ${name === 'client' ? 'enabled' : 'disabled'}}}
spec: {containers: [{name: a, image: a, ports: [{name: http, containerPort: 8080}]}]}
---`;
  const files = new TestMesh(`${pod('web')}${pod('client')}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: a, namespace: shop}
spec: {${spec}}
`);
  const policy = files.get('NetworkPolicy', 'a');
  return { mesh: files.from(policy), policy, pod: files.get('Workload', 'web') };
}

describe('a NetworkPolicy limits the connections to a pod', () => {
  it.each([
    ['podSelector: {}', 'yes'],
    ['podSelector: {}, policyTypes: [Ingress, Egress]', 'yes'],
    ['podSelector: {}, policyTypes: [Egress]', 'no'],
    ['podSelector: {}, policyTypes: ["{{ .Values.type }}"]', 'unknown'],
    ['podSelector: {}, policyTypes: [Ingress, "{{ .Values.type }}"]', 'unknown'],
    ['podSelector: {matchLabels: {app: other}}, policyTypes: [Ingress, "{{ .Values.type }}"]', 'no'],
    ['podSelector: {matchLabels: {app: web}}', 'yes'],
    ['podSelector: {matchLabels: {app: other}}', 'no'],
    ['podSelector: {matchLabels: {app: "{{ .Values.app }}"}}', 'unknown'],
  ])('%s: %s', (spec, expected) => {
    const { policy, pod } = policyWith(spec);
    expect(limitsIngressOf(policy, pod)).toBe(expected);
  });
});

describe('a rule of a NetworkPolicy admits the port 8080', () => {
  it.each([
    ['', 'yes'],
    ['{port: 8080}', 'yes'],
    ['{port: 8081}', 'no'],
    ['{port: 8081}, {port: http}', 'yes'],
    ['{port: other}', 'no'],
    ['{protocol: TCP}', 'yes'],
    ['{port: 8080, protocol: UDP}', 'no'],
    ['{port: 8000, endPort: 8080}', 'yes'],
    ['{port: 8080, endPort: 9000}', 'yes'],
    ['{port: 8000, endPort: 8079}', 'no'],
    ['{port: "{{ .Values.port }}"}', 'unknown'],
    ['{port: 8000, endPort: "{{ .Values.port }}"}', 'unknown'],
    ['{port: 8080, protocol: "{{ .Values.protocol }}"}', 'unknown'],
    ['"{{ .Values.port }}"', 'unknown'],
    ['{port: 8080}, {port: "{{ .Values.port }}"}', 'yes'],
  ])('[%s]: %s', (ports, expected) => {
    const { policy, pod } = policyWith(`podSelector: {}, ingress: [{ports: [${ports}]}]`);
    const [rule] = policy.facts.ingress.items;
    expect(rule && admitsPort(rule, pod, 8080)).toBe(expected);
  });
});

describe('a rule of a NetworkPolicy admits meshed clients', () => {
  const clients = '{matchLabels: {app: client}}';
  const inShop = '{matchLabels: {kubernetes.io/metadata.name: shop}}';

  it.each([
    ['', true],
    ['{podSelector: {}}', true],
    [`{podSelector: ${clients}}`, true],
    ['{podSelector: {matchLabels: {app: web}}}', false],
    ['{ipBlock: {cidr: 10.0.0.0/8}}', false],
    [`{podSelector: ${clients}, ipBlock: "{{ .Values.block }}"}`, false],
    ['{namespaceSelector: {}}', true],
    [`{namespaceSelector: ${inShop}, podSelector: ${clients}}`, true],
    ['{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: dev}}}', false],
    ['{namespaceSelector: {matchLabels: {team: shop}}}', false],
    ['{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop, team: a}}}', false],
    ['{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: "{{ .Values.x }}"}}}', false],
    ['{namespaceSelector: {matchExpressions: [{key: team, operator: Exists}]}}', false],
    [`{namespaceSelector: ${inShop.slice(0, -1)}, matchExpressions: "{{ .Values.x }}"}}`, false],
    [
      `{namespaceSelector: ${inShop.slice(0, -1)}, matchExpressions: [{key: team, operator: Exists}]}}`,
      false,
    ],
    ['{namespaceSelector: {matchLabels: "{{ .Values.x }}"}}', false],
    ['{namespaceSelector: "{{ .Values.x }}"}', false],
    ['{podSelector: {matchLabels: {app: web}}}, {podSelector: {}}', true],
    ['"{{ .Values.peer }}"', false],
  ])('[%s]: %s', (from, expected) => {
    const { mesh, policy } = policyWith(`podSelector: {}, ingress: [{from: [${from}]}]`);
    const [rule] = policy.facts.ingress.items;
    expect(rule && admitsMeshedClients(mesh, policy, rule)).toBe(expected);
  });
});
