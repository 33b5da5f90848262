/** What a keystroke costs: our server and the floor side by side, over files of several kinds and sizes. */
import { setTimeout } from 'node:timers/promises';
import {
  argoApplication,
  configMapOfFiles,
  configMapOfManifests,
  helmRelease,
  helmTemplate,
  manyDocuments,
  oneDeployment,
  oneDocument,
  oneJsonDocument,
} from './manifests.mjs';
import { otherPlaces, skipListPlaces } from './places.mjs';
import { Session } from './session.mjs';
import { medianOf, quantile } from './statistics.mjs';

/** Long enough for a server to come to rest, so that each keystroke finds it asleep as a person's does. */
const PAUSE_MS = 10;

/** Where keystrokes are slow, fewer tell enough. */
const BUDGET_MS = 4000;
const FEWEST_PLACES = 3;

/** Files of a hundred thousand lines are lists of documents. */
const LONGEST = 10_000;

const FILES = {
  'many documents': {
    text: manyDocuments,
    edits: { 'skip list': skipListPlaces, 'no Linkerd': otherPlaces },
  },
  'Helm template': { text: helmTemplate, edits: { 'skip list': skipListPlaces } },
  'one document': { text: oneDocument, edits: { 'skip list': skipListPlaces } },
  'JSON List': { text: oneJsonDocument, edits: { 'skip list': skipListPlaces } },
  'ConfigMap, one key': { text: configMapOfManifests, edits: { 'skip list': skipListPlaces }, upTo: LONGEST },
  'ConfigMap, a key each': { text: configMapOfFiles, edits: { 'skip list': skipListPlaces }, upTo: LONGEST },
  'Argo CD values': { text: argoApplication, edits: { 'skip list': skipListPlaces }, upTo: LONGEST },
  'HelmRelease values': { text: helmRelease, edits: { 'skip list': skipListPlaces }, upTo: LONGEST },
  'one Deployment': { text: oneDeployment, edits: { 'skip list': skipListPlaces }, upTo: LONGEST },
};

/**
 * Measures all files in all sizes. Gives a row for every kind of edit.
 *
 * @param {{ ours: string, floor: string }} servers scripts
 * @param {{ sizes: number[], rounds: number, places: number }} extent
 * @param {(what: string) => void} announce
 */
export async function measureKeystrokes(servers, extent, announce) {
  const rows = [];
  for (const lines of extent.sizes) {
    for (const [name, file] of Object.entries(FILES)) {
      if (lines > (file.upTo ?? lines)) continue;
      announce(`${name}, ${lines} lines`);
      rows.push(...(await measureFile(servers, { ...file, name, lines }, extent)));
    }
  }
  return rows;
}

async function measureFile(servers, { name, lines, text: generate, edits }, { rounds, places }) {
  const text = generate(lines);
  const kinds = Object.entries(edits).map(([edit, find]) => ({ edit, places: find(text, places) }));
  const done = [];
  for (let round = 0; round < rounds; round++) {
    // The first one may find the machine in another state.
    const order = round % 2 === 0 ? ['ours', 'floor'] : ['floor', 'ours'];
    done.push(...(await measureRound(servers, order, text, kinds)));
  }
  return kinds.map(({ edit }) => {
    const own = done.filter((result) => result.edit === edit);
    return { file: name, lines, edit, ...summary(own) };
  });
}

function summary(results) {
  const { edit: _, ...first } = results[0];
  return Object.fromEntries(Object.keys(first).map((key) => [key, medianOf(results, key)]));
}

/** One round: fresh processes, warmed up, then keystrokes in turn. */
async function measureRound(servers, order, text, kinds) {
  const sessions = {};
  const opened = {};
  for (const who of order) {
    sessions[who] = await Session.start(servers[who]);
    opened[who] = await sessions[who].open(text);
  }
  if (opened.ours.findings === 0) throw new Error('The server finds nothing, so its time is worth nothing.');
  const results = [];
  for (const { edit, places } of kinds) {
    await typeInTurn(sessions, order, places);
    results.push({ edit, ...describe(await typeInTurn(sessions, order, places)) });
  }
  const { ours, floor } = sessions;
  const around = {
    oursOpen: opened.ours.ms,
    floorOpen: opened.floor.ms,
    oursStart: opened.ours.sinceStart,
    floorStart: opened.floor.sinceStart,
    oursMemory: ours.memory(),
    floorMemory: floor.memory(),
  };
  await Promise.all([ours.stop(), floor.stop()]);
  return results.map((result) => ({ ...result, ...around }));
}

/** Types and erases a character at each place, in one server after the other. */
async function typeInTurn(sessions, order, places) {
  const taken = { ours: [], floor: [] };
  const began = performance.now();
  for (const [index, place] of places.entries()) {
    if (index >= FEWEST_PLACES && performance.now() - began > BUDGET_MS) break;
    for (const who of order) taken[who].push(...(await keystrokes(sessions[who], place)));
  }
  return taken;
}

/** The milliseconds of one character typed and erased again. */
export async function keystrokes(session, place) {
  await setTimeout(PAUSE_MS);
  const typed = await session.type(place, '1');
  await setTimeout(PAUSE_MS);
  const erased = await session.erase(place);
  return [typed.ms, erased.ms];
}

function describe({ ours, floor }) {
  return {
    oursP50: quantile(ours, 0.5),
    oursP95: quantile(ours, 0.95),
    floorP50: quantile(floor, 0.5),
    floorP95: quantile(floor, 0.95),
    ratio: quantile(ours, 0.5) / quantile(floor, 0.5),
  };
}
