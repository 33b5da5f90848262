/** Other tools for Kubernetes' manifests, which are written in Go. Without Go they are left out, with a line that says so. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../../scripts/project/paths.mjs';
import { run } from '../../scripts/project/processes.mjs';
import { timed, withTree } from './tree.mjs';

const folder = join(cache, 'bench-peers', 'go');

/** Go programs may say of their work what they like. */
const ANYTHING = () => true;

/**
 * kubeconform has Linkerd's schemas only, because it would fetch those of Kubernetes; so it reads all resources and checks few.
 * kube-score compares every Service with every workload: 10,000 files took longer than 400 seconds.
 */
const PEERS = [
  {
    name: 'kubeconform',
    module: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
    program: 'kubeconform, without the schemas of Kubernetes',
    files: 10_000,
    args: (tree) => [
      '-ignore-missing-schemas',
      '-schema-location',
      join(root, 'schema', 'resources', '{{.Group}}', '{{.ResourceKind}}_{{.ResourceAPIVersion}}.json'),
      tree,
    ],
  },
  {
    name: 'kube-score',
    module: 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0',
    program: 'kube-score, 1,000 files',
    files: 1_000,
    args: (tree) => ['score', '--output-format', 'ci', ...manifestsIn(tree)],
  },
];

/**
 * A row for each of them, beside our command line over the same files. Both take turns.
 *
 * @param {string} ours our `cli.js`
 * @param {(what: string) => void} announce
 */
export async function measureGoPeers(ours, announce) {
  const go = await run('go', ['version'], { quiet: true }).catch(() => undefined);
  if (go?.code !== 0) {
    announce('kubeconform and kube-score are left out: there is no Go');
    return [];
  }
  const rows = [];
  for (const peer of PEERS) {
    await install(peer);
    announce(peer.program);
    rows.push(await withTree(peer.files, (tree) => measure(peer, ours, tree)));
  }
  return rows;
}

async function install({ name, module }) {
  if (existsSync(join(folder, name))) return;
  mkdirSync(folder, { recursive: true });
  const { code, output } = await run('go', ['install', module], {
    quiet: true,
    env: { ...process.env, GOBIN: folder },
  });
  if (code !== 0) throw new Error(`${module} cannot be installed:\n${output}`);
}

async function measure({ name, program, args }, ours, tree) {
  const theirs = () => timed(args(tree), ANYTHING, { program: join(folder, name) });
  // The first turn brings the files into the system's cache.
  for (const work of [() => timed([ours, tree]), theirs]) await work();
  return { program, ours: await timed([ours, tree]), peer: await theirs() };
}

function manifestsIn(tree) {
  return readdirSync(tree, { recursive: true })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => join(tree, path));
}
