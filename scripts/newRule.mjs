/**
 * `npm run new-rule -- <group>/<id>`: makes a rule's file, page and test to start from, and generates the rest.
 *
 * All of it passes `npm run check` and its own test at once, so anything that fails later is new.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project/paths.mjs';
import { runOrThrow } from './project/processes.mjs';
import { fail } from './project/progress.mjs';
import { pageSource, ruleSource, testSource, translations } from './scaffold/ruleFiles.mjs';

/** A single word might be one of JavaScript's own, and the registry names a variable after the rule. */
const NAME = /^([a-z][a-z0-9-]*)\/([a-z]+(?:-[a-z]+)+)$/;

async function main() {
  const [, group, id] = NAME.exec(process.argv[2] ?? '') ?? [];
  if (!id)
    throw new Error(
      'Name the rule as npm run new-rule -- <group>/<id>; the id is two words or more in small letters, with hyphens between them.',
    );
  if (existsSync(join(root, 'docs', 'rules', `${id}.md`))) throw new Error(`There is a rule ${id} already.`);
  write({
    [`server/src/rules/${group}/${id}.ts`]: ruleSource(id, read('package.json').version),
    [`server/src/rules/${group}/${id}.md`]: pageSource(id),
    [`test/unit/rules/${group}/${id}.test.ts`]: testSource(group, id),
  });
  for (const [path, texts] of Object.entries(translations(id))) writeJson(path, { ...read(path), ...texts });
  await runOrThrow(process.execPath, [join(root, 'scripts', 'generate', 'main.mjs')], { cwd: root });
  for (const path of Object.keys(translations(id))) sortLikeOriginal(path);
  console.log(`
Now write the page with its examples, the rule that tells them apart, and its test: npm test unit.
Then show it once in examples/, and translate its texts; tests and checks ask for both.`);
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

/** Puts the texts of a translation in the order that the generator gives the English ones. */
function sortLikeOriginal(path) {
  const texts = read(path);
  const keys = Object.keys(read(path.replace(/\.[a-z-]+\.json$/, '.json')));
  writeJson(path, Object.fromEntries(keys.map((key) => [key, texts[key]])));
  console.log(`wrote ${path}`);
}

function writeJson(path, value) {
  writeFileSync(join(root, path), `${JSON.stringify(value, undefined, 2)}\n`);
}

function read(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

main().catch(fail);
