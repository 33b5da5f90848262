/**
 * Two builds beside each other: CPU time in pairs that take turns, which a busy machine changes least. A server's is read
 * from `/proc`, so this needs Linux.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { start } from '../../scripts/project/processes.mjs';
import {
  argoApplication,
  configMapOfFiles,
  configMapOfManifests,
  helmRelease,
  manyDocuments,
  oneDeployment,
  oneDocument,
  oneJsonDocument,
} from './manifests.mjs';
import { skipListPlaces } from './places.mjs';
import { Session } from './session.mjs';
import { median } from './statistics.mjs';
import { withTree } from './tree.mjs';

const nullServer = fileURLToPath(new URL('./nullServer.mjs', import.meta.url));
const cpuReport = fileURLToPath(new URL('./cpuReport.cjs', import.meta.url));

const TEXTS = {
  'many documents, 1,000 lines': manyDocuments(1_000),
  'many documents, 100,000 lines': manyDocuments(100_000),
  'List, 1,000 lines': oneDocument(1_000),
  'List, 10,000 lines': oneDocument(10_000),
  'JSON List, 10,000 lines': oneJsonDocument(10_000),
  'ConfigMap, one key, 1,000 lines': configMapOfManifests(1_000),
  'ConfigMap, one key, 10,000 lines': configMapOfManifests(10_000),
  'ConfigMap, a key each, 10,000 lines': configMapOfFiles(10_000),
  'Argo CD values, 1,000 lines': argoApplication(1_000),
  'Argo CD values, 10,000 lines': argoApplication(10_000),
  'HelmRelease values, 1,000 lines': helmRelease(1_000),
  'HelmRelease values, 10,000 lines': helmRelease(10_000),
  'one Deployment, 10,000 lines': oneDeployment(10_000),
};
const PLACES = 15;
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
      const servers = { floor: nullServer, ...mapValues(builds, (build) => join(build, 'server.js')) };
      rows.push(
        ...(await inTurn(servers, rounds, (script) => measureServer(script, name, text, environment))),
      );
    }
    for (const count of [1, ...files])
      for (const asks of count === 1 ? [true] : [false, true]) {
        announce(`command line over ${count} files`);
        const work = (tree) => measureTree(builds, rounds, { tree, count, asks }, environment);
        rows.push(...(await withTree(count, work, share(count), asks ? undefined : withoutQuestions)));
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

/** The annotation for which Services and pods of other files are read. */
const QUESTION = / *annotations:\n *config\.linkerd\.io\/opaque-ports: .*\n/g;

/** Leaves no file that has something to ask of others. */
function withoutQuestions(text) {
  return text.replace(QUESTION, '');
}

async function measureTree(builds, rounds, { tree, count, asks }, environment) {
  const files = `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;
  const name = count === 1 ? files : `${files}${asks ? ', some ask' : ', none asks'}`;
  const programs = mapValues(builds, (build) => join(build, 'cli.js'));
  const measured = { [`command line, ${name}`]: tree };
  if (count > 1) measured[`command line, one of ${name}`] = annotatedFile(tree);
  const rows = [];
  for (const [what, path] of Object.entries(measured))
    rows.push(
      ...(await inTurn(programs, 2 * rounds, async (program) => {
        const { cpu, peak } = await costOfProgram([program, path], environment);
        return { [what]: cpu, [`${what}: peak memory, MB`]: peak };
      })),
    );
  return rows;
}

function annotatedFile(tree) {
  const paths = readdirSync(tree, { recursive: true })
    .sort()
    .map((path) => join(tree, path));
  return paths.find((path) => path.endsWith('.yaml') && readFileSync(path, 'utf8').includes('skip-inbound'));
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/**
 * Calls `measure` for all programs in turn, in the opposite order every second time. The first turn only fills caches.
 */
async function inTurn(programs, rounds, measure) {
  const names = Object.keys(programs);
  const turns = [];
  for (let round = 0; round <= rounds; round++) {
    const turn = {};
    for (const name of round % 2 === 0 ? names : names.toReversed())
      turn[name] = await measure(programs[name]);
    if (round > 0) turns.push(turn);
  }
  const ratio = (name, by) => by in programs && ((turn, figure) => turn[name][figure] / turn[by][figure]);
  return Object.keys(turns[0].ours).map((figure) => {
    const of = (value) => (value ? median(turns.map((turn) => value(turn, figure))) : undefined);
    return {
      name: figure,
      ...Object.fromEntries(names.map((name) => [name, of((turn) => turn[name][figure])])),
      toFloor: of(ratio('ours', 'floor')),
      ratio: of(ratio('ours', 'other')),
      pairs: turns.length,
    };
  });
}

/** A server's start, from its process to the diagnostics, and its keystrokes once it has come to rest. */
async function measureServer(script, name, text, environment) {
  const session = await Session.start(script, {}, environment);
  const { findings } = await session.open(text);
  if (findings === 0 && script !== nullServer)
    throw new Error('The server finds nothing, so its time is worth nothing.');
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
export async function atRest(session) {
  for (let before = -1, now = session.cpu().process; now - before > RESTING_MS; ) {
    await setTimeout(REST_MS);
    before = now;
    now = session.cpu().process;
  }
}

/** The CPU milliseconds of a whole Node program and its peak memory in MB. One that prints no figure is broken. */
async function costOfProgram(args, env) {
  const child = start(process.execPath, ['--require', cpuReport, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [output, cost] = await Promise.all([readText(child.stdout), readText(child.stdio[3])]);
  if (!/[1-9]/.test(output)) throw new Error(`${args[0]} found nothing.`);
  const [cpu, peak] = cost.split(' ').map(Number);
  return { cpu, peak: peak / 1024 };
}
