import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The files of a folder that are named like rules, by group and id: words with hyphens between them, then `ending`. */
function namedLikeRules(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^[a-z-]+\/[a-z]+(?:-[a-z]+)+\.[a-z.]+$/.test(path) && path.endsWith(ending))
    .map((path) => path.slice(0, -ending.length))
    .sort();
}

it('every rule has a test of its name, and every such test a rule', () => {
  const rules = namedLikeRules('server/src/rules', '.ts');
  expect(rules.length).toBeGreaterThan(50);
  expect(namedLikeRules('test/unit/rules', '.test.ts')).toEqual(rules);
});
