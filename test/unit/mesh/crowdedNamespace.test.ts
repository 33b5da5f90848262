import { describe, expect, it } from 'vitest';
import { isCrowded } from '../../../server/src/mesh/crowdedNamespace.ts';
import { TestMesh } from '../../support/meshOf.ts';

const servers = (count: number, namespace = 'shop') =>
  Array.from(
    { length: count },
    (_, index) =>
      `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: s${index}, namespace: ${namespace}}\nspec: {port: 80}\n`,
  ).join('---\n');

describe('isCrowded', () => {
  const crowded = (source: string) => {
    const mesh = new TestMesh(source);
    const server = mesh.get('Server', 's0');
    return isCrowded(mesh.from(server), server.namespace);
  };

  it('is so from some hundred Servers of a namespace on', () => {
    expect(crowded(servers(300))).toBe(false);
    expect(crowded(servers(320))).toBe(true);
    expect(crowded(`${servers(1)}---\n${servers(320, 'other')}`)).toBe(false);
  });
});
