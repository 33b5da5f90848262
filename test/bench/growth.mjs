/** How the cost of a keystroke grows with the file around it, and with the repository around the file. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { atRest } from './builds.mjs';
import { keystrokes } from './keystrokes.mjs';
import {
  aroundProbe,
  configMapOfManifests,
  helmRelease,
  manyDocuments,
  oneDeployment,
} from './manifests.mjs';
import { probePlace, skipListPlaces } from './places.mjs';
import { Session } from './session.mjs';
import { median } from './statistics.mjs';
import { withTree } from './tree.mjs';

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

/** Documents that are read as a whole, or in parts: with ten times the lines they too may cost ten times as much. */
const WHOLE = {
  'ConfigMap with manifests': configMapOfManifests,
  'HelmRelease with values': helmRelease,
  'one Deployment': oneDeployment,
};
const FEW_LINES = 1_000;
const MANY_LINES = 10_000;

/** Files in a repository. A keystroke does not depend on them, and on a busy machine figures differ by half. */
const FEW_FILES = 100;
const MANY_FILES = 10_000;
const MOST_BY_FILES = 3;

/**
 * Measures, prints, and throws if the cost grows faster than keeping the text explains. All bounds are ratios within
 * one run, far from what is usual, so that neither a slow nor a busy machine breaks them.
 *
 * @param {{ ours: string, floor: string }} servers scripts
 */
export async function checkGrowth(servers) {
  const { ours, floor } = servers;
  const [small, large] = [aroundProbe(SMALL), aroundProbe(LARGE)];
  const probes = await measure([
    { script: ours, text: small, place: probePlace(small) },
    { script: ours, text: large, place: probePlace(large) },
    { script: floor, text: small, place: probePlace(small) },
    { script: floor, text: large, place: probePlace(large) },
  ]);
  const faults = [
    ...judgeFile({ small: probes[0], large: probes[1] }, { small: probes[2], large: probes[3] }),
    ...(await checkWhole(ours)),
    ...(await checkRepository(ours)),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** The medians of keystrokes at one place of each text, in turn. */
async function measure(probes) {
  const open = [];
  for (const { script, text, place, uri } of probes) {
    const session = await Session.start(script, {}, process.env, uri);
    await session.open(text);
    open.push({ session, place, taken: [] });
  }
  for (const { session } of open) if (process.platform === 'linux') await atRest(session);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { session, place, taken } of open) taken.push(...(await keystrokes(session, place)));
  }
  await Promise.all(open.map(({ session }) => session.stop()));
  return open.map(({ taken }) => median(taken));
}

function judgeFile(ours, floor) {
  for (const [name, { small, large }] of Object.entries({ ours, floor })) {
    console.log(
      `${name}: ${small.toFixed(2)} ms in ${SMALL} lines, ${large.toFixed(2)} ms in ${LARGE} lines`,
    );
  }
  const growth = ours.large / ours.small;
  const perLine = (ours.large - ours.small) / (floor.large - floor.small);
  console.log(
    `A keystroke costs ${growth.toFixed(1)} times as much in a file 10 times as large (at most ${MOST_GROWTH}).`,
  );
  console.log(
    `A further line costs ${perLine.toFixed(1)} times as much as in the floor (at most ${MOST_PER_LINE}).`,
  );
  return growth > MOST_GROWTH || perLine > MOST_PER_LINE
    ? ['A keystroke costs more the larger the file is: something reads more than the document touched.']
    : [];
}

async function checkWhole(script) {
  const faults = [];
  for (const [name, generate] of Object.entries(WHOLE)) {
    const texts = [generate(FEW_LINES), generate(MANY_LINES)];
    const [few, many] = await measure(
      texts.map((text) => ({ script, text, place: skipListPlaces(text, 1)[0] })),
    );
    const growth = many / few;
    console.log(
      `${name}: ${few.toFixed(2)} ms in ${FEW_LINES} lines, ${many.toFixed(2)} ms in ${MANY_LINES}: ${growth.toFixed(1)} times as much (at most ${MOST_GROWTH}).`,
    );
    if (growth > MOST_GROWTH) faults.push(`${name}: the cost of a keystroke grows faster than the document.`);
  }
  return faults;
}

async function checkRepository(script) {
  const text = manyDocuments(FEW_LINES);
  const [few, many] = await withTree(FEW_FILES, (small) =>
    withTree(MANY_FILES, (large) =>
      measure(
        [small, large].map((folder) => ({
          script,
          text,
          place: skipListPlaces(text, 1)[0],
          uri: pathToFileURL(join(folder, 'team-0', 'app-0', 'opened.yaml')).href,
        })),
      ),
    ),
  );
  const growth = many / few;
  console.log(
    `In a repository of ${FEW_FILES} files ${few.toFixed(2)} ms, of ${MANY_FILES} ${many.toFixed(2)} ms: ${growth.toFixed(1)} times as much (at most ${MOST_BY_FILES}).`,
  );
  return growth > MOST_BY_FILES ? ['A keystroke costs more the more files are in the repository.'] : [];
}
