/**
 * `npm run new-rule -- <group>/<id>`: creates a rule's file, page and test to start from, and generates the rest.
 * In the group `mesh` it is a rule about references
 * between resources, and in `kustomize` one about what kustomize builds.
 *
 * Everything passes `npm run check` and its own test at once, so any later failure is from your changes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project/paths.mjs';
import { runOrThrow } from './project/processes.mjs';
import { fail } from './project/progress.mjs';
import { buildPageSource, buildRuleSource, buildTestSource } from './scaffold/buildRuleFiles.mjs';
import { meshPageSource, meshRuleSource, meshTestSource } from './scaffold/meshRuleFiles.mjs';
import { pageSource, ruleSource, testSource } from './scaffold/ruleFiles.mjs';

/** What a rule, its page and its test begin as, in the groups whose rules do not check one document. */
const OF_GROUP = {
  mesh: [meshRuleSource, meshPageSource, meshTestSource],
  kustomize: [buildRuleSource, buildPageSource, buildTestSource],
};

/** A single word might be a keyword of JavaScript, and the registry names a variable after the rule. */
const NAME = /^([a-z][a-z0-9-]*)\/([a-z]+(?:-[a-z]+)+)$/;

async function main() {
  const [, group, id] = NAME.exec(process.argv[2] ?? '') ?? [];
  if (!id)
    throw new Error(
      'Name the rule as npm run new-rule -- <group>/<id>; the id is two words or more in small letters, with hyphens between them.',
    );
  if (existsSync(join(root, 'docs', 'rules', `${id}.md`))) throw new Error(`There is a rule ${id} already.`);
  const [rule, page, test] = OF_GROUP[group] ?? [ruleSource, pageSource, testSource];
  const testFile = `test/unit/rules/${group}/${id}.test.ts`;
  const files = {
    [`server/src/rules/${group}/${id}.ts`]: rule(id, nextVersion()),
    [`server/src/rules/${group}/${id}.md`]: page(id),
    [testFile]: test(id, group),
  };
  write(files);
  // How lines break depends on the length of the id.
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  await runOrThrow(process.execPath, [biome, 'format', '--write', ...Object.keys(files)], {
    cwd: root,
    quiet: true,
  });
  await runOrThrow(process.execPath, [join(root, 'scripts', 'generate', 'main.mjs')], { cwd: root });
  console.log(`
Now replace each TODO in these three files, and run:

  npm run generate
  npx vitest run ${testFile} test/unit/ruleIds.test.ts test/unit/rulePages.test.ts
  npm run check
  npm run build && node dist/cli.js web.yaml   # to see it in a file of yours`);
}

/** The version under development: the newest heading of the changelog. */
function nextVersion() {
  const [, version] = /^## (\d+\.\d+\.\d+)/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')) ?? [];
  if (!version) throw new Error('CHANGELOG.md has no heading with a version.');
  return version;
}

function write(files) {
  const there = Object.keys(files).find((path) => existsSync(join(root, path)));
  if (there) throw new Error(`${there} exists already.`);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    console.log(`wrote ${path}`);
  }
}

main().catch(fail);
