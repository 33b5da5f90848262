import { describe, expect, it } from 'vitest';
import { resourceKinds } from '../../../../server/src/linkerd/schemas/resourceKinds.ts';
import type { ApiVersion, Field, Schema } from '../../../../server/src/linkerd/schemas/schema.ts';
import { measured } from '../../../support/processorTime.ts';

function versionsOf(kind: string, group = 'policy.linkerd.io'): readonly ApiVersion[] {
  return resourceKinds().find((known) => known.kind === kind && known.group === group)?.versions ?? [];
}

function fieldOf(version: ApiVersion | undefined, path: string): Field | undefined {
  let field: Field | undefined;
  let schema: Schema | undefined = version?.schema;
  for (const name of path.split('.')) {
    field = schema?.fields.get(name);
    schema = field?.schema;
  }
  return field;
}

/** Every schema of a kind once; types that hold themselves end somewhere. */
function schemasIn(schema: Schema, depth = 0): Schema[] {
  if (depth > 12) return [];
  return [schema, ...[...schema.fields.values()].flatMap((field) => schemasIn(field.schema, depth + 1))];
}

describe('the schemas of resources', () => {
  it('know the versions that each kind has, and since when', () => {
    expect(
      resourceKinds().map(({ kind, group, versions }) => [
        `${kind}.${group}`,
        versions.map(({ name }) => name).join(' '),
      ]),
    ).toEqual([
      ['AuthorizationPolicy.policy.linkerd.io', 'v1alpha1'],
      ['HTTPRoute.policy.linkerd.io', 'v1alpha1 v1beta1 v1beta2 v1beta3'],
      ['MeshTLSAuthentication.policy.linkerd.io', 'v1alpha1'],
      ['NetworkAuthentication.policy.linkerd.io', 'v1alpha1'],
      ['ServerAuthorization.policy.linkerd.io', 'v1alpha1 v1beta1'],
      ['Server.policy.linkerd.io', 'v1alpha1 v1beta1 v1beta2 v1beta3'],
      ['ServiceProfile.linkerd.io', 'v1alpha1 v1alpha2'],
      ['Link.multicluster.linkerd.io', 'v1alpha1 v1alpha2 v1alpha3'],
      ['ExternalWorkload.workload.linkerd.io', 'v1alpha1 v1beta1'],
      ['EgressNetwork.policy.linkerd.io', 'v1alpha1'],
      ['HTTPLocalRateLimitPolicy.policy.linkerd.io', 'v1alpha1'],
      ['GRPCRoute.gateway.networking.k8s.io', 'v1alpha2 v1'],
      ['HTTPRoute.gateway.networking.k8s.io', 'v1alpha2 v1beta1 v1'],
      ['TCPRoute.gateway.networking.k8s.io', 'v1alpha2 v1'],
      ['TLSRoute.gateway.networking.k8s.io', 'v1alpha2 v1alpha3 v1'],
    ]);
    const [, v1beta1, v1beta2, v1beta3] = versionsOf('Server');
    expect([v1beta1?.deprecated, v1beta2?.since, v1beta3?.since]).toEqual([
      'edge-24.1.1',
      'edge-24.1.1',
      'edge-24.7.4',
    ]);
    expect([v1beta1?.isStored, v1beta3?.isStored]).toEqual([false, true]);
  });

  it('know fields with their limits', () => {
    const server = versionsOf('Server').at(-1);
    expect(fieldOf(server, 'spec.port')).toMatchObject({
      isRequired: true,
      schema: { kind: 'int-or-string', isList: false },
    });
    expect(fieldOf(server, 'spec.accessPolicy')?.schema.limits.default).toBe('deny');
    expect(fieldOf(versionsOf('Server')[2], 'spec.accessPolicy')).toBeUndefined();
    expect(fieldOf(server, 'spec')?.schema.limits.oneOf).toEqual(['externalWorkloadSelector', 'podSelector']);
    const selector = fieldOf(server, 'spec.podSelector.matchExpressions');
    expect(selector?.schema.isList).toBe(true);
    expect(selector?.schema.fields.get('operator')?.schema.limits.enum).toEqual([
      'In',
      'NotIn',
      'Exists',
      'DoesNotExist',
    ]);
    const link = versionsOf('Link', 'multicluster.linkerd.io')[0];
    expect(fieldOf(link, 'spec.probeSpec.timeout')?.since).toBe('edge-24.9.3');
  });

  it('nest the conditions of a ServiceProfile', () => {
    const profile = versionsOf('ServiceProfile', 'linkerd.io').at(-1);
    const nested = fieldOf(profile, 'spec.routes.condition.all.any.not.pathRegex');
    expect(nested?.schema).toMatchObject({ kind: 'string', isList: false });
    expect(fieldOf(profile, 'spec.routes.responseClasses.condition.not.all')?.schema.isList).toBe(true);
  });

  it('have patterns that no text keeps busy', () => {
    const patterns = new Map(
      resourceKinds()
        .flatMap(({ versions }) => versions.flatMap(({ schema }) => schemasIn(schema)))
        .flatMap(({ limits: { pattern } }) => (pattern ? [[pattern.name, pattern.expression]] : [])),
    );
    expect(patterns.size).toBeGreaterThan(8);
    const hostile = ['a', '-', 'a-', 'a.', '1', '1.', '1e', '1h', '*.'].map((part) => `${part.repeat(500)}!`);
    const { milliseconds } = measured(() => {
      for (const expression of patterns.values())
        for (const text of hostile) (expression as RegExp).test(text);
    });
    expect(milliseconds).toBeLessThan(200);
  });
});
