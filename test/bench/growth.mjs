/** How the cost of a keystroke in one and the same YAML document grows with the file around it. */
import { keystrokes } from './keystrokes.mjs';
import { aroundProbe } from './manifests.mjs';
import { probePlace } from './places.mjs';
import { Session } from './session.mjs';
import { median } from './statistics.mjs';

const SMALL = 10_000;
const LARGE = 100_000;
const ROUNDS = 40;

/** Ten times the file may cost ten times as much; what is quadratic costs a hundred times as much. */
const MOST_GROWTH = 30;

/**
 * Only keeping the text may depend on the file's size, which the floor does too. A server that reads the whole file as YAML
 * again pays fifty times as much for a further line as the floor.
 */
const MOST_PER_LINE = 20;

/**
 * Measures, prints, and throws if the cost grows faster than keeping the text explains. Both bounds are ratios within
 * one run, far from what is usual, so that neither a slow nor a busy machine breaks them.
 *
 * @param {{ ours: string, floor: string }} servers scripts
 */
export async function checkGrowth(servers) {
  const probes = {
    ours: [await openProbe(servers.ours, SMALL), await openProbe(servers.ours, LARGE)],
    floor: [await openProbe(servers.floor, SMALL), await openProbe(servers.floor, LARGE)],
  };
  const all = [...probes.ours, ...probes.floor];
  for (let round = 0; round < ROUNDS; round++) {
    for (const { session, place, taken } of all) taken.push(...(await keystrokes(session, place)));
  }
  await Promise.all(all.map(({ session }) => session.stop()));
  judge(costs(probes.ours), costs(probes.floor));
}

async function openProbe(script, lines) {
  const text = aroundProbe(lines);
  const session = await Session.start(script);
  await session.open(text);
  return { session, place: probePlace(text), taken: [] };
}

function costs(probes) {
  const [small, large] = probes.map(({ taken }) => median(taken));
  return { small, large, added: large - small };
}

function judge(ours, floor) {
  for (const [name, { small, large }] of Object.entries({ ours, floor })) {
    console.log(
      `${name}: ${small.toFixed(2)} ms in ${SMALL} lines, ${large.toFixed(2)} ms in ${LARGE} lines`,
    );
  }
  const growth = ours.large / ours.small;
  const perLine = ours.added / floor.added;
  console.log(
    `A keystroke costs ${growth.toFixed(1)} times as much in a file 10 times as large (at most ${MOST_GROWTH}).`,
  );
  console.log(
    `A further line costs ${perLine.toFixed(1)} times as much as in the floor (at most ${MOST_PER_LINE}).`,
  );
  if (growth > MOST_GROWTH || perLine > MOST_PER_LINE) {
    throw new Error(
      'A keystroke costs more the larger the file is: something reads more than the document touched.',
    );
  }
}
