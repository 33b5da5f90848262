/**
 * `npm run reliability`: long runs, outside of the tests. Their latest figures are in docs/reliability.md.
 *
 *     node scripts/reliability.mjs edits|fixes|keystrokes|kills [--count N] [--seed N] [folder…]
 *
 * edits: random edits, incremental = from scratch. fixes: fixes that change nothing of others. keystrokes: a day in the
 * editor, with level memory. kills: `--fix` killed at random moments. Begins with the manifests of test/corpus and
 * examples, or with those of the folders.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, root } from './project/paths.mjs';
import { run } from './project/processes.mjs';
import { fail } from './project/progress.mjs';
import { ensureBuilt } from './project/ready.mjs';
import { bundleScript } from './testing/bundleScript.mjs';
import { manifestTexts } from './testing/manifestTexts.mjs';

/** How much each run does if nothing else is asked for. */
const counts = { edits: 1_000_000, fixes: 100_000, keystrokes: 1_000_000, kills: 1_000 };

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 1e9) },
    },
  });
  const [name, ...folders] = positionals;
  if (!(name in counts)) throw new Error(`Name a run: ${Object.keys(counts).join(', ')}.`);
  await ensureBuilt();
  const count = Number(values.count ?? counts[name]);
  const seed = Number(values.seed);
  const defaults = [join(root, 'test', 'corpus'), join(root, 'examples')];
  const texts = (folders.length > 0 ? folders : defaults).flatMap(manifestTexts);
  console.log(`${name}: ${count}, seed ${seed}, ${texts.length} manifests.`);
  mkdirSync(cache, { recursive: true });
  const options = join(cache, `reliability-${name}-${process.pid}.json`);
  writeFileSync(options, JSON.stringify({ count, seed, texts }));
  const { code } = await run(
    process.execPath,
    ['--expose-gc', '--no-warnings', await bundleScript('reliability', `${name}.ts`), options],
    { cwd: root },
  );
  process.exitCode = code;
}

main().catch(fail);
