/** What other tools for YAML take for the same work, in the same run. They are installed when they are first needed. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../../scripts/project/paths.mjs';
import { npm, run } from '../../scripts/project/processes.mjs';
import { keystrokes } from './keystrokes.mjs';
import { manyDocuments } from './manifests.mjs';
import { skipListPlaces } from './places.mjs';
import { Session } from './session.mjs';
import { median } from './statistics.mjs';
import { timed, withTree } from './tree.mjs';

const PACKAGES = [
  'yaml-language-server@1.25.0',
  'yaml-lint@1.7.0',
  'eslint@9.39.1',
  'eslint-plugin-yml@1.19.0',
];
/** Where a keystroke takes the peer seconds, fewer tell enough. */
const SIZES = [
  { lines: 10_000, places: 30 },
  { lines: 100_000, places: 6 },
];
const STARTS = 3;
const FILES = 10_000;

const folder = join(cache, 'bench-peers');
const inPeer = (...path) => join(folder, 'node_modules', ...path);

/** Switches off what would reach for the network. */
const YAML_SETTINGS = { yaml: { schemaStore: { enable: false }, validate: true, hover: true } };

/** Installs the peers. yaml-language-server gets no waiting time, so that its work is measured and not its patience. */
export async function installPeers() {
  if (existsSync(inPeer('eslint-plugin-yml'))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  await npm(['install', '--no-audit', '--no-fund', ...PACKAGES], { cwd: folder, quiet: true });
  const settings = inPeer('yaml-language-server', 'out', 'server', 'src', 'yamlSettings.js');
  const source = readFileSync(settings, 'utf8');
  const patched = source.replace('validationDelayMs = 200', 'validationDelayMs = 0');
  if (patched === source) throw new Error('yaml-language-server keeps its waiting time elsewhere.');
  writeFileSync(settings, patched);
}

/** A row for each size: our keystroke, the peer's, and both from the start to the first findings. */
export async function measurePeerServers(ours) {
  const peer = inPeer('yaml-language-server', 'bin', 'yaml-language-server');
  const rows = [];
  for (const { lines, places } of SIZES) {
    const text = manyDocuments(lines);
    const at = skipListPlaces(text, places);
    const own = await measureServer(ours, text, at);
    const other = await measureServer(peer, text, at);
    const [ownStart, otherStart] = await measureStarts([ours, peer], text);
    rows.push({ lines, ours: { ...own, sinceStart: ownStart }, peer: { ...other, sinceStart: otherStart } });
  }
  return rows;
}

/** From the start to the first findings, for each of some servers in turn. */
async function measureStarts(scripts, text) {
  const taken = scripts.map(() => []);
  for (let round = 0; round < STARTS; round++) {
    for (const [index, script] of scripts.entries()) {
      const session = await Session.start(script, YAML_SETTINGS);
      taken[index].push((await session.open(text)).sinceStart);
      await session.stop();
    }
  }
  return taken.map(median);
}

async function measureServer(script, text, places) {
  const session = await Session.start(script, YAML_SETTINGS);
  await session.open(text);
  const taken = [];
  for (const place of [...places, ...places]) taken.push(...(await keystrokes(session, place)));
  const memory = session.memory();
  await session.stop();
  // The first half runs cold code.
  return { keystroke: median(taken.slice(taken.length / 2)), memory };
}

/** A row for each peer that checks a tree of files from the command line. */
export async function measurePeerPrograms(ours) {
  return withTree(FILES, async (tree) => {
    const config = join(tree, 'eslint.config.cjs');
    writeFileSync(
      config,
      `module.exports = require(${JSON.stringify(inPeer('eslint-plugin-yml'))}).configs['flat/recommended'];\n`,
    );
    await timed([ours, tree]);
    const own = await timed([ours, tree]);
    return [
      {
        program: 'yaml-lint',
        ours: own,
        peer: await ranOn([inPeer('yaml-lint', 'dist', 'cli.js'), join(tree, '**', '*.yaml')]),
      },
      {
        program: 'ESLint with eslint-plugin-yml',
        ours: own,
        peer: await ranOn([inPeer('eslint', 'bin', 'eslint.js'), '-c', config, '.'], { cwd: tree }),
      },
      ...(await measureYamllint(own, tree)),
    ];
  });
}

/** yamllint is written in Python, and left out if it is not installed. */
async function measureYamllint(ours, tree) {
  const isThere = await run('yamllint', ['--version'], { quiet: true }).catch(() => undefined);
  if (isThere?.code !== 0) return [];
  return [{ program: 'yamllint', ours, peer: await ranOn([tree], { program: 'yamllint' }) }];
}

/** The milliseconds of a program that may say of its work what it likes. */
function ranOn(args, options) {
  return timed(args, () => true, options);
}
