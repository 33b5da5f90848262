import { describe, expect, it } from 'vitest';
import { findTarget, policyTarget } from '../../../server/src/mesh/policyTarget.ts';
import { TestMesh } from '../../support/meshOf.ts';

const policy = (target: string) => `
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: p, namespace: shop}
spec: {targetRef: ${target}, requiredAuthenticationRefs: []}
---`;
const route = (group: string, kind: string, name: string) => `
apiVersion: ${group}/v1
kind: ${kind}
metadata: {name: ${name}, namespace: shop}
spec: {parentRefs: [{name: web, kind: Server, group: policy.linkerd.io}]}
---`;

const RESOURCES = `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, port: 80}
---${route('gateway.networking.k8s.io', 'HTTPRoute', 'web')}${route('gateway.networking.k8s.io', 'GRPCRoute', 'calls')}`;

function targetOf(reference: string): string {
  const mesh = new TestMesh(RESOURCES + policy(reference));
  const subject = mesh.get('AuthorizationPolicy', 'p');
  const target = policyTarget(subject.facts.target);
  if (!target) return 'none';
  const found = findTarget(mesh.from(subject), subject, target);
  return typeof found === 'string'
    ? found
    : `${found.found.facts.id.kind} ${String(found.found.facts.id.name)}`;
}

describe('findTarget', () => {
  it('finds Servers and routes of the own namespace', () => {
    expect(targetOf('{group: policy.linkerd.io, kind: Server, name: web}')).toBe('Server web');
    expect(targetOf('{group: policy.linkerd.io, kind: Server, name: api}')).toBe('absent');
    expect(targetOf('{group: gateway.networking.k8s.io, kind: GRPCRoute, name: calls}')).toBe(
      'GRPCRoute calls',
    );
  });

  it('ignores the case of kinds, groups and names of routes', () => {
    expect(targetOf('{group: Policy.linkerd.io, kind: server, name: web}')).toBe('Server web');
    expect(targetOf('{group: gateway.networking.k8s.io, kind: HttpRoute, name: WEB}')).toBe('HTTPRoute web');
    expect(targetOf('{group: policy.linkerd.io, kind: Server, name: WEB}')).toBe('absent');
  });

  it('knows no others, and nothing that a template decides', () => {
    expect(targetOf('{kind: Server, name: web}')).toBe('none');
    expect(targetOf('{kind: Namespace, name: shop}')).toBe('none');
    expect(targetOf('{group: policy.linkerd.io, kind: Server, name: "{{ .Values.name }}"}')).toBe('none');
  });
});
