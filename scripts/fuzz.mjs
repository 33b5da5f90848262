/**
 * `npm run fuzz`: changes manifests at random and checks that they are still read, linted and fixed correctly.
 *
 *     node scripts/fuzz.mjs [--seconds N] [--seed N] [--path P] [folder…]
 *
 * Starts from the files of test/corpus, or of the given folders. A failing case is minimized, and printed with the
 * seed and path that reproduce it.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { root } from './project/paths.mjs';
import { fail } from './project/progress.mjs';
import { bundleScript } from './testing/bundleScript.mjs';
import { manifestTexts } from './testing/manifestTexts.mjs';

/**
 * Milliseconds of processor time after which a case counts as hanging. Not elapsed time, because the machine may be
 * busy.
 */
const patience = 60_000;

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1e9) },
      path: { type: 'string' },
    },
  });
  const texts = (positionals.length > 0 ? positionals : [join(root, 'test', 'corpus')]).flatMap(
    manifestTexts,
  );
  const seed = Number(values.seed);
  console.log(`Seed ${seed}, ${texts.length} files, ${values.seconds} s.`);
  const { runs, failure } = await run({ texts, seconds: Number(values.seconds), seed, path: values.path });
  console.log(`${runs} cases.`);
  if (!failure) return;
  const { demand, text, path } = failure;
  const again = `npm run fuzz -- --seed ${seed} --path ${path} ${positionals.join(' ')}`.trim();
  throw new Error(`${demand}\n\nThe text:\n${text}\n${JSON.stringify(text)}\n\nOnce more: ${again}`);
}

/** Fuzzes in a thread of its own, so that a case that hangs can be named. */
async function run(options) {
  const worker = new Worker(await bundleScript('fuzz', 'worker.ts'), { workerData: options });
  let running = 'none';
  let since = processorTime();
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (processorTime() - since > patience) end(reject, new Error(`This case hangs: ${running}`));
    }, 1000);
    const end = (settle, result) => {
      clearInterval(watch);
      void worker.terminate();
      settle(result);
    };
    worker.on('error', (error) => end(reject, error));
    worker.on('message', (message) => {
      if (message.outcome) end(resolve, message.outcome);
      else [running, since] = [message.running, processorTime()];
    });
  });
}

/** Milliseconds that all threads together have used so far. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

main().catch(fail);
