import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { RepositoryMeshes } from '../../engine/repositoryMeshes.ts';
import { compareTraffic } from '../../mesh/traffic/compareTraffic.ts';
import { meshTraffic } from '../../mesh/traffic/meshTraffic.ts';
import type { WorkloadTraffic } from '../../mesh/traffic/workloadTraffic.ts';
import { childUri, isBelow, type ListingHost } from '../../workspace/fileHost.ts';
import { Repositories } from '../../workspace/repositories.ts';
import { didYouMean, Misuse } from '../arguments/misuse.ts';
import type { ParsedArguments } from '../arguments/parse.ts';
import { Disk } from '../files/disk.ts';
import { readNamedFile } from '../files/fileReader.ts';
import { filesOfRevision } from '../files/gitRevision.ts';
import { MemoryFiles } from '../files/memoryFiles.ts';
import { jsonText } from '../formats/jsonText.ts';
import { displayUri, folderUri, uriOf } from '../paths.ts';
import { inLog, paintFor, wantsColor, write } from '../terminal.ts';
import { changeSentence, changesMarkdown, changesText } from './changeText.ts';
import { type MeshFormat, readMeshFormat } from './meshOptions.ts';
import { trafficMermaid } from './trafficMermaid.ts';
import { trafficText } from './trafficText.ts';

/** The version of the JSON. A field may be added without a new one. */
const JSON_VERSION = 1;

/**
 * `linkerd-lint mesh`: who can reach the workloads below a folder and how, or what of it is another than in another
 * folder, an earlier commit or a saved list of a cluster. Returns the exit status.
 *
 * @throws Misuse for an unknown format, or a workload, a folder or a revision that does not exist
 */
export async function meshCommand(given: ParsedArguments): Promise<number> {
  const path = given.value('path') ?? '.';
  const against = given.value('against');
  const format = readMeshFormat(given.value('format'), against !== undefined);
  const [wanted, ...rest] = given.positionals;
  if (rest.length > 0)
    throw new Misuse('mesh takes one workload at most, as in mesh web, or mesh deployment/web.');
  const filter: Filter = { wanted, namespace: given.value('namespace') };
  const current = await trafficAt(path, path);
  const chosen = choose(current, filter);
  if (against === undefined) {
    if (chosen.length === 0) throw nothingChosen(current, filter);
    write(1, inLog(await rendered(chosen, format)));
    return 0;
  }
  const old = await trafficAt(against, path);
  const before = choose(old, filter);
  if (chosen.length === 0 && before.length === 0) throw nothingChosen([...current, ...old], filter);
  write(1, inLog(renderedChanges(before, chosen, format)));
  return 0;
}

interface Filter {
  /** A name, or kind and name. */
  readonly wanted: string | undefined;
  readonly namespace: string | undefined;
}

async function rendered(workloads: readonly WorkloadTraffic[], format: MeshFormat): Promise<string> {
  if (format === 'mermaid') return trafficMermaid(workloads);
  if (format === 'json')
    return jsonText({
      version: JSON_VERSION,
      workloads: workloads.map(({ uri, ...traffic }) => ({ ...traffic, file: displayUri(uri) })),
    });
  return trafficText(workloads, await paintFor(wantsColor(undefined, 1)));
}

function renderedChanges(
  before: readonly WorkloadTraffic[],
  after: readonly WorkloadTraffic[],
  format: MeshFormat,
): string {
  const changes = compareTraffic(before, after);
  if (format === 'json')
    return jsonText({
      version: JSON_VERSION,
      changes: changes.map((change) => ({ ...change, text: changeSentence(change) })),
    });
  return format === 'markdown' ? changesMarkdown(changes) : changesText(changes);
}

function choose(workloads: readonly WorkloadTraffic[], { wanted, namespace }: Filter): WorkloadTraffic[] {
  const [name, kind] = wanted?.split('/').reverse() ?? [];
  return workloads.filter(
    (workload) =>
      (name === undefined || workload.name === name) &&
      (kind === undefined || kindFits(workload.kind, kind)) &&
      (namespace === undefined || workload.namespace === namespace),
  );
}

/** kubectl's short names of kinds. */
const SHORT_KINDS: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  sts: 'statefulset',
  ds: 'daemonset',
  rs: 'replicaset',
  po: 'pod',
  cj: 'cronjob',
  rc: 'replicationcontroller',
};

function kindFits(kind: string, wanted: string): boolean {
  const word = wanted.toLowerCase();
  const own = kind.toLowerCase();
  return own === (SHORT_KINDS[word] ?? word) || `${own}s` === word;
}

function nothingChosen(all: readonly WorkloadTraffic[], { wanted, namespace }: Filter): Misuse {
  if (all.length === 0) return new Misuse('There is no workload in these files.');
  const where = namespace === undefined ? '' : ` in the namespace ${namespace}`;
  if (wanted === undefined) {
    const names = [...new Set(all.flatMap(({ namespace: own }) => own ?? []))];
    return new Misuse(`There is no workload${where}.${didYouMean(namespace ?? '', names)}`);
  }
  const names = [...new Set(all.flatMap(({ name }) => name ?? []))];
  return new Misuse(
    `There is no workload ${wanted}${where}.${didYouMean(wanted.split('/').at(-1) ?? '', names)}`,
  );
}

/**
 * The traffic of what a folder, a file or a revision describes.
 *
 * @param here the folder whose revision is meant, and where workloads are
 */
async function trafficAt(place: string, here: string): Promise<WorkloadTraffic[]> {
  if (place === '-') return trafficOfFile(readFileSync(0).toString());
  const stats = statSync(place, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return trafficOfFolder(place);
  if (stats) return trafficOfFile(readNamedFile(place).toString());
  const texts = filesOfRevision(here, place);
  if (!texts) throw new Misuse(`${place} is not a folder, a file, or a revision that git has here.`);
  const root = folderUri(resolve(here)).slice(0, -1);
  const files = new Map(
    [...texts].map(([path, text]) => [
      childUri(root, path.split('/').map(encodeURIComponent).join('/')),
      text,
    ]),
  );
  return trafficIn(new MemoryFiles(files), root);
}

/** Joins go over the whole repository; workloads are those of the folder. */
async function trafficOfFolder(folder: string): Promise<WorkloadTraffic[]> {
  const disk = new Disk();
  const own = folderUri(resolve(folder));
  const root = await new Repositories(disk).rootOf(childUri(own, 'any.yaml'));
  const all = await trafficIn(disk, root ?? own.slice(0, -1));
  return all.filter(({ uri }) => isBelow(uri, own.slice(0, -1)));
}

async function trafficOfFile(text: string): Promise<WorkloadTraffic[]> {
  const root = uriOf(resolve('.'));
  return trafficIn(new MemoryFiles(new Map([[childUri(root, 'cluster.yaml'), text]])), root);
}

async function trafficIn(host: ListingHost, root: string): Promise<WorkloadTraffic[]> {
  const meshes = new RepositoryMeshes(host, [], () => {});
  return meshTraffic((await meshes.of({ root, isRead: true })).model);
}
