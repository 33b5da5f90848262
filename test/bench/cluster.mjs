/** What a list of a large cluster costs on standard input: a copy of what a real API server returned for each of many applications. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.mjs';

const cpuReport = fileURLToPath(new URL('./cpuReport.cjs', import.meta.url));
const SAMPLE = new URL('../data/cluster/kube-apiserver-1.37.2.yaml', import.meta.url);

const RESOURCES = 20_000;
const NAMESPACES = 80;
/** Pods of each ReplicaSet. With so many, the list has 4 kB for each resource. */
const REPLICAS = 7;
const ROUNDS = 3;

const FORMS = {
  YAML: (list) => list,
  'YAML with one character outside of Latin-1': (list) => list.replace('registry.example/', '登记.example/'),
};

/** A row for each form of the list: seconds of the wall and of the processor, and the peak of memory. */
export async function measureCluster(cli) {
  const rows = [];
  for (const [form, change] of Object.entries(FORMS)) {
    const input = Buffer.from(change(clusterList(RESOURCES)));
    const done = [];
    for (let round = 0; round < ROUNDS; round++) done.push(await lintList(cli, input));
    const middle = (key) => median(done.map((each) => each[key]));
    rows.push({
      form,
      megabytes: input.length / 1e6,
      seconds: middle('seconds'),
      cpuSeconds: middle('cpuSeconds'),
      memory: middle('memory'),
    });
  }
  return rows;
}

/** What kubectl prints of a cluster, sorted as kubectl sorts: by kind, then by namespace. */
function clusterList(resources) {
  const [start, ...sample] = readFileSync(SAMPLE, 'utf8').split(/^(?=- apiVersion:)/m);
  const [last, end] = sample.pop().split(/^(?=kind: List)/m);
  const items = [...sample, last];
  const ofEveryApp = items.filter((item) => / namespace: shop\n/.test(item)).flatMap(withReplicas);
  const others = items.filter((item) => !/ namespace: shop\n/.test(item));
  const apps = Math.floor((resources - others.length - NAMESPACES) / ofEveryApp.length);
  const parts = [start];
  for (const kind of new Set(items.map(kindOf))) {
    const ofKind = (item) => kindOf(item) === kind;
    for (const item of others.filter(ofKind))
      parts.push(...(/^ {4}name: shop$/m.test(item) ? namespaces(item) : [item]));
    for (let app = 0; app < apps; app++)
      for (const item of ofEveryApp.filter(ofKind))
        parts.push(copyOf(item, app, Math.floor((app * NAMESPACES) / apps)));
  }
  return [...parts, end].join('');
}

function kindOf(item) {
  return /^- apiVersion: (.*\n {2}kind: .*)/.exec(item)[1];
}

function namespaces(item) {
  return Array.from({ length: NAMESPACES }, (_, index) => copyOf(item, index, index));
}

function withReplicas(item) {
  if (!item.includes('\n    generateName: web-')) return [item];
  return Array.from({ length: REPLICAS }, (_, index) => item.replaceAll('x2k4p', `x2k4${index}`));
}

/** The same resource of another application, in another namespace, with another identity. */
function copyOf(item, app, namespace) {
  return item
    .replace(/\bshop\b/g, `shop-${String(namespace).padStart(2, '0')}`)
    .replace(/(?<![-.\w])(web|cart|ledger|migrate|all)(?![.\w])/g, `$1-${app}`)
    .replace(/\b[0-9a-f]{8}(?=-[0-9a-f]{4}-)/g, (id) =>
      ((parseInt(id, 16) ^ app) >>> 0).toString(16).padStart(8, '0'),
    );
}

async function lintList(cli, input) {
  const began = performance.now();
  const args = ['--require', cpuReport, cli, '--complete', '-', '--format', 'json'];
  const program = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
  program.stdin.end(input);
  const [output, report] = await Promise.all([
    readText(program.stdout),
    readText(program.stdio[3]),
    once(program, 'close'),
  ]);
  if (program.exitCode !== 1 || !output.includes('skip-ports-whitespace'))
    throw new Error('The list is not linted.');
  const [cpu, memory] = report.split(' ').map(Number);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: cpu / 1000, memory: memory / 1024 };
}
