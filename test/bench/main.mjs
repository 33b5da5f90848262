/**
 * `npm run bench`: what Linkerd Lint costs beside programs that do the least that is possible.
 *
 *     node test/bench/main.mjs [--quick] [--json]
 *     node test/bench/main.mjs --dist <folder> [--quick] [--json]
 *     node test/bench/main.mjs --growth
 *     node test/bench/main.mjs --reading
 *     node test/bench/main.mjs --peers
 *     node test/bench/main.mjs --large
 *     node test/bench/main.mjs --cluster
 *     node test/bench/main.mjs --playground
 *
 * --quick   less of everything: a minute instead of ten
 * --json    figures for programs on standard output
 * --reading only compares the ways in which people write annotations, per megabyte of text
 * --large   only looks at keystrokes inside one document of five megabytes
 * --cluster only lints a list of a cluster with 20,000 resources
 * --playground  only opens the playground in Chromium, beside a page with nothing but an editor
 * --peers   only compares with other tools for YAML, which it installs
 * --growth  only looks at how a keystroke's cost grows with the file, and fails if it grows too fast
 * --dist    only compares with another build, whose server.js and cli.js are in that folder: CPU time in pairs
 */
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/project/paths.mjs';
import { npm } from '../../scripts/project/processes.mjs';
import { fail } from '../../scripts/project/progress.mjs';
import { compareBuilds } from './builds.mjs';
import { measureCluster } from './cluster.mjs';
import { measureGoPeers } from './goPeers.mjs';
import { checkGrowth } from './growth.mjs';
import { measureKeystrokes } from './keystrokes.mjs';
import { measureLargeDocuments } from './largeDocument.mjs';
import { installPeers, measurePeerPrograms, measurePeerServers } from './peers.mjs';
import { measurePlayground } from './playground.mjs';
import { measureReading } from './reading.mjs';
import {
  buildsTable,
  clusterTable,
  keystrokeTables,
  largeDocumentTable,
  peerTables,
  playgroundTable,
  readingTable,
  startTable,
  treeTable,
} from './report.mjs';
import { measureStart, measureTrees } from './tree.mjs';

const nullServer = fileURLToPath(new URL('./nullServer.mjs', import.meta.url));
const treeFloor = fileURLToPath(new URL('./treeFloor.mjs', import.meta.url));

const WHOLE = { sizes: [1_000, 10_000, 100_000], places: 25, files: [1_000, 10_000], rounds: 5 };
const QUICK = { sizes: [1_000, 10_000], places: 15, files: [1_000], rounds: 3 };

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    reading: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    cluster: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    playground: { type: 'boolean', default: false },
    dist: { type: 'string' },
  },
});

async function main() {
  if (values.reading) return console.log(readingTable(await measureReading()));
  if (values.large) return console.log(largeDocumentTable(await measureLargeDocuments()));
  const dist = await build();
  if (values.cluster)
    return console.log(
      [describe(machine()), clusterTable(await measureCluster(join(dist, 'cli.js')))].join('\n\n'),
    );
  if (values.playground)
    return console.log([describe(machine()), playgroundTable(await measurePlayground())].join('\n\n'));
  const extent = values.quick ? QUICK : WHOLE;
  if (values.dist)
    return printComparison(await compareBuilds({ ours: dist, other: values.dist }, extent, announce));
  const servers = { ours: join(dist, 'server.js'), floor: nullServer };
  if (values.growth) return checkGrowth(servers);
  if (values.peers) return console.log(await comparePeers(dist));
  const programs = { ours: join(dist, 'cli.js'), floor: treeFloor };
  const keystrokes = await measureKeystrokes(servers, extent, announce);
  const trees = await measureTrees(programs, extent, announce);
  const starts = await measureStart(programs, extent);
  if (values.json) console.log(JSON.stringify({ machine: machine(), keystrokes, trees, starts }, null, 2));
  else
    console.log(
      [describe(machine()), keystrokeTables(keystrokes), treeTable(trees), startTable(starts)].join('\n\n'),
    );
}

function printComparison(builds) {
  if (values.json) console.log(JSON.stringify({ machine: machine(), builds }, null, 2));
  else console.log([describe(machine()), buildsTable(builds)].join('\n\n'));
}

async function comparePeers(dist) {
  announce('installing the peers');
  await installPeers();
  announce('language servers');
  const servers = await measurePeerServers(join(dist, 'server.js'));
  announce('command lines');
  const cli = join(dist, 'cli.js');
  const programs = [...(await measurePeerPrograms(cli)), ...(await measureGoPeers(cli, announce))];
  return [describe(machine()), peerTables(servers, programs)].join('\n\n');
}

async function build() {
  announce('the build');
  await npm(['run', 'build'], { cwd: root, quiet: true });
  return join(root, 'dist');
}

/** Progress goes where it does not mix with figures. */
function announce(what) {
  process.stderr.write(`… ${what}\n`);
}

function machine() {
  const processors = cpus();
  return {
    node: process.version,
    platform: process.platform,
    cores: processors.length,
    processor: processors[0].model,
    // The benchmark itself makes a load of about one. More means that others were at work.
    load: loadavg()[0],
  };
}

function describe({ node, platform, cores, processor, load }) {
  return `Node ${node} on ${platform}, ${cores} cores, ${processor}; load at the end ${load.toFixed(1)}`;
}

main().catch(fail);
