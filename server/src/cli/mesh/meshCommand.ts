import { trafficGraph } from '../../features/traffic/trafficGraph.ts';
import { trafficMermaid } from '../../features/traffic/trafficMermaid.ts';
import { compareTraffic } from '../../mesh/traffic/compareTraffic.ts';
import type { WorkloadTraffic } from '../../mesh/traffic/workloadTraffic.ts';
import { didYouMean, Misuse } from '../arguments/misuse.ts';
import type { ParsedArguments } from '../arguments/parse.ts';
import { jsonText } from '../formats/jsonText.ts';
import { Messages } from '../messages.ts';
import { displayUri } from '../paths.ts';
import { inLog, paintFor, wantsColor, write } from '../terminal.ts';
import { changeSentence, changesMarkdown, changesText, type UnreadFile } from './changeText.ts';
import { type MeshFormat, readMeshFormat } from './meshOptions.ts';
import { type OnUnread, trafficAgainst, trafficAt } from './trafficAt.ts';
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
    throw new Misuse('mesh takes at most one workload, such as mesh web or mesh deployment/web.');
  const filter: Filter = { wanted, namespace: given.value('namespace') };
  const unread: UnreadFile[] = [];
  const onUnread: OnUnread = (name, reason) => {
    unread.push({ name, reason });
    new Messages(false).note(`${name} was not read because ${reason}; what it contains is missing here.`);
  };
  if (against === undefined) {
    const all = await trafficAt(path, onUnread);
    const chosen = choose(all, filter);
    if (chosen.length === 0) throw nothingChosen(all, filter);
    write(1, inLog(await whole(() => rendered(chosen, format))));
    return 0;
  }
  const { before, after } = await trafficAgainst(against, path, onUnread);
  const [old, current] = [choose(before, filter), choose(after, filter)];
  if (old.length === 0 && current.length === 0) throw nothingChosen([...after, ...before], filter);
  write(1, inLog(await whole(() => renderedChanges(old, current, unread, format))));
  return 0;
}

interface Filter {
  /** A name, or kind and name. */
  readonly wanted: string | undefined;
  readonly namespace: string | undefined;
}

/** A text, which V8 limits to half a gigabyte. */
async function whole(text: () => string | Promise<string>): Promise<string> {
  try {
    return await text();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Misuse(
      'The result is too long. Name a workload, a namespace with --namespace or a folder with --path.',
    );
  }
}

async function rendered(workloads: readonly WorkloadTraffic[], format: MeshFormat): Promise<string> {
  if (format === 'mermaid') return trafficMermaid(trafficGraph(workloads));
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
  unread: readonly UnreadFile[],
  format: MeshFormat,
): string {
  const changes = compareTraffic(before, after);
  if (format === 'json')
    return jsonText({
      version: JSON_VERSION,
      changes: changes.map((change) => ({ ...change, text: changeSentence(change) })),
      ...(unread.length === 0 ? {} : { unread }),
    });
  return format === 'markdown' ? changesMarkdown(changes, unread) : changesText(changes, unread.length > 0);
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
