import { describe, expect, it } from 'vitest';
import { isCrowded } from '../../../server/src/mesh/crowdedNamespace.ts';
import { TestMesh } from '../../support/meshOf.ts';

const servers = (count: number, namespace = 'shop') =>
  Array.from(
    { length: count },
    (_, index) =>
      `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: s${index}, namespace: ${namespace}}\nspec: {port: 80}\n`,
  ).join('---\n');

describe('a namespace with more resources than are compared with each other', () => {
  const view = (count: number) => {
    const mesh = new TestMesh(servers(count));
    const server = mesh.get('Server', 's0');
    return { mesh: mesh.from(server), namespace: server.namespace };
  };
  const selected = (count: number) => {
    const { mesh, namespace } = view(count);
    const { matches, isComplete } = mesh.select('Server', namespace, () => 'yes');
    return { matches: matches.length, isComplete };
  };

  it('is not searched, and what would be found is unknown', () => {
    expect(selected(990)).toMatchObject({ matches: 990 });
    expect(selected(1_100)).toEqual({ matches: 0, isComplete: false });
  });

  it('is searched for a resource that asks about it now and then, but not again and again', () => {
    const { mesh, namespace } = view(400);
    const ask = () => mesh.select('Server', namespace, () => 'yes').matches.length;
    expect(ask()).toBe(400);
    for (let asked = 1; asked < 300; asked++) ask();
    expect(ask()).toBe(0);
  });

  it('is not searched for a similar name', () => {
    const names = (count: number) => {
      const { mesh, namespace } = view(count);
      return mesh.namesOf('Server', 'Server', namespace).length;
    };
    expect([names(300), names(1_000)]).toEqual([300, 0]);
  });
});

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
