/**
 * Two builds beside each other: CPU time in pairs that take turns, which a busy machine changes least. A server's is read
 * from `/proc`, so this needs Linux.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { start } from '../../scripts/project/processes.mjs';
import { configMapOfManifests, manyDocuments, oneDocument } from './manifests.mjs';
import { skipListPlaces } from './places.mjs';
import { Session } from './session.mjs';
import { median } from './statistics.mjs';
import { withTree } from './tree.mjs';

const cpuReport = fileURLToPath(new URL('./cpuReport.cjs', import.meta.url));

const TEXTS = {
  'many documents, 1,000 lines': manyDocuments(1_000),
  'List, 1,000 lines': oneDocument(1_000),
  'many documents, 100,000 lines': manyDocuments(100_000),
  'ConfigMap with manifests, 1,000 lines': configMapOfManifests(1_000),
};
const PLACES = 25;
/** A server sleeps before each keystroke, as before a person's. */
const PAUSE_MS = 10;
/** A server that takes less CPU time in that time is at rest. */
const REST_MS = 400;
const RESTING_MS = 2;

/**
 * A row for each figure: the medians of both builds, and the median of the ratios pair by pair.
 *
 * @param {{ ours: string, other: string }} builds their folders
 * @param {{ files: number[], rounds: number }} extent
 * @param {(what: string) => void} announce
 */
export async function compareBuilds(builds, { files, rounds }, announce) {
  if (process.platform !== 'linux') throw new Error('Builds are compared on Linux only.');
  const caches = mkdtempSync(join(tmpdir(), 'linkerd-lint-bench-caches-'));
  // What is compiled is kept for these runs alone; both builds have names of their own there.
  const environment = { ...process.env, XDG_CACHE_HOME: caches };
  // Reading certificates takes longer than all of our start.
  delete environment.NODE_EXTRA_CA_CERTS;
  try {
    const rows = [];
    for (const [name, text] of Object.entries(TEXTS)) {
      announce(name);
      rows.push(...(await inPairs(builds, rounds, (build) => measureServer(build, name, text, environment))));
    }
    for (const count of [1, ...files]) {
      announce(`command line over ${count} files`);
      rows.push(
        ...(await withTree(
          count,
          (tree) => measureTree(builds, rounds, tree, count, environment),
          share(count),
        )),
      );
    }
    return rows;
  } finally {
    rmSync(caches, { recursive: true });
  }
}

/** A single file is one that concerns Linkerd. */
function share(count) {
  return count === 1 ? 1 : undefined;
}

function measureTree(builds, rounds, tree, count, environment) {
  const name = `command line, ${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;
  return inPairs(builds, 2 * rounds, async (build) => ({
    [name]: await cpuOfProgram([join(build, 'cli.js'), tree], environment),
  }));
}

/** Calls `measure` for both builds in turn, the other one first every second time. The first pair only fills caches. */
async function inPairs({ ours, other }, rounds, measure) {
  const pairs = [];
  for (let round = 0; round <= rounds; round++) {
    const isOursFirst = round % 2 === 0;
    const first = await measure(isOursFirst ? ours : other);
    const second = await measure(isOursFirst ? other : ours);
    if (round > 0) pairs.push(isOursFirst ? [first, second] : [second, first]);
  }
  return Object.keys(pairs[0][0]).map((name) => ({
    name,
    ours: median(pairs.map(([figures]) => figures[name])),
    other: median(pairs.map(([, figures]) => figures[name])),
    ratio: median(pairs.map(([figures, others]) => figures[name] / others[name])),
    pairs: pairs.length,
  }));
}

/** A server's start, from its process to the diagnostics, and its keystrokes once it has come to rest. */
async function measureServer(build, name, text, environment) {
  const session = await Session.start(join(build, 'server.js'), {}, environment);
  const { findings } = await session.open(text);
  if (findings === 0) throw new Error('The server finds nothing, so its time is worth nothing.');
  const startCpu = session.cpu().process;
  await atRest(session);
  const places = skipListPlaces(text, PLACES);
  for (const place of places) await typeAndErase(session, place);
  await atRest(session);
  const before = session.cpu().mainThread;
  for (const place of places) await typeAndErase(session, place);
  await atRest(session);
  const keystroke = (session.cpu().mainThread - before) / (2 * places.length);
  const memory = session.memory();
  await session.stop();
  return {
    [`${name}: start to diagnostics`]: startCpu,
    [`${name}: keystroke`]: keystroke,
    [`${name}: memory, MB`]: memory,
  };
}

async function typeAndErase(session, place) {
  await setTimeout(PAUSE_MS);
  await session.type(place, '1');
  await setTimeout(PAUSE_MS);
  await session.erase(place);
}

/** Waits until a server does nothing any more: some go on for a while after their start. */
async function atRest(session) {
  for (let before = -1, now = session.cpu().process; now - before > RESTING_MS; ) {
    await setTimeout(REST_MS);
    before = now;
    now = session.cpu().process;
  }
}

/** The CPU milliseconds of a whole Node program. One that prints no figure is broken. */
async function cpuOfProgram(args, env) {
  const child = start(process.execPath, ['--require', cpuReport, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [output, cpu] = await Promise.all([readText(child.stdout), readText(child.stdio[3])]);
  if (!/[1-9]/.test(output)) throw new Error(`${args[0]} found nothing.`);
  return Number(cpu);
}
