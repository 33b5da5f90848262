import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Alternatives } from '../../../server/src/mesh/alternatives.ts';
import { runs } from '../../support/properties.ts';

function around(file: string, holders: Readonly<Record<string, readonly string[]>>): string[] {
  const alternatives = new Alternatives();
  for (const [identity, files] of Object.entries(holders))
    for (const path of files) alternatives.add(identity, path);
  alternatives.settle();
  return alternatives.around(file);
}

describe('alternatives', () => {
  it('are folders and files beside each other that hold the same resource', () => {
    const web = { web: ['deploy/dev/web.yaml', 'deploy/prod/web.yaml'] };
    expect(around('deploy/dev/other.yaml', web)).toEqual(['deploy/dev/']);
    expect(around('deploy/common.yaml', web)).toEqual([]);
    expect(around('a.yaml', { web: ['a.yaml', 'b/web.yaml'] })).toEqual(['a.yaml']);
  });

  it('may stand in each other', () => {
    const web = { web: ['dev/eu/web.yaml', 'dev/us/web.yaml', 'prod/web.yaml'] };
    expect(around('dev/us/a.yaml', web)).toEqual(['dev/', 'dev/us/']);
    expect(around('dev/a.yaml', web)).toEqual(['dev/']);
  });

  it('do not depend on the order in which resources came and went', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
      .map((steps) => `${steps.join('/')}.yaml`);
    const change = fc.tuple(fc.boolean(), fc.constantFrom('x', 'y'), path, fc.boolean());
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const alternatives = new Alternatives();
        const held = new Map<string, Set<string>>();
        for (const [isAdded, identity, file, settles] of changes) {
          const files = held.get(identity) ?? new Set<string>();
          held.set(identity, files);
          if (isAdded) files.add(file);
          else files.delete(file);
          if (isAdded) alternatives.add(identity, file);
          else alternatives.remove(identity, file);
          if (settles) alternatives.settle();
        }
        alternatives.settle();
        const fresh = new Alternatives();
        for (const [identity, files] of held) for (const file of files) fresh.add(identity, file);
        fresh.settle();
        for (const file of ['a/b/c.yaml', 'b/a.yaml', 'c.yaml', 'a/b/a.yaml'])
          expect(alternatives.around(file)).toEqual(fresh.around(file));
      }),
      runs(2_000),
    );
  });
});
