import { clientText } from '../../features/traffic/clientWords.ts';
import type { Client } from '../../mesh/traffic/clients.ts';
import type { ChangeKind, TrafficChange } from '../../mesh/traffic/compareTraffic.ts';
import { wrap } from '../formats/wrap.ts';
import { escapeControlCharacters } from '../terminal.ts';

const COLUMNS = 100;

const NOTHING = 'The files show no change for traffic.\n';
const NOTHING_IN_THOSE = 'The files that could be read show no change for traffic.\n';

/** A file that has no part in the comparison. */
export interface UnreadFile {
  readonly name: string;
  /** `it is larger than 10 MB` */
  readonly reason: string;
}

/** Changes of traffic as sentences, one in a line or more. */
export function changesText(changes: readonly TrafficChange[], hasUnread: boolean): string {
  if (changes.length === 0) return hasUnread ? NOTHING_IN_THOSE : NOTHING;
  const lines = changes.flatMap((change) =>
    wrap(escapeControlCharacters(changeSentence(change)), COLUMNS - 2).map((line, index) =>
      index === 0 ? `- ${line}` : `  ${line}`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** Unread files that are named; a pull request may bring any number. */
const MOST_NAMED = 20;

/** The same for a pull request, what takes protection away first, and the files that may hide more. */
export function changesMarkdown(changes: readonly TrafficChange[], unread: readonly UnreadFile[]): string {
  const heading = '### What changes for traffic in the mesh\n\n';
  const named = unread.slice(0, MOST_NAMED).map(({ name, reason }) => `${name} (${reason})`);
  const more = unread.length > MOST_NAMED ? [`${unread.length - MOST_NAMED} more files`] : [];
  const hidden =
    unread.length === 0
      ? ''
      : `\n⚠️ Not read, so changes in it are not here: ${markdown([...named, ...more].join(', '))}.\n`;
  if (changes.length === 0) return heading + changesText(changes, unread.length > 0) + hidden;
  const isRisk = ({ change }: TrafficChange) => RISKS.has(change);
  const ordered = [...changes.filter(isRisk), ...changes.filter((change) => !isRisk(change))];
  return `${heading}${ordered.map((change) => `- ${isRisk(change) ? '⚠️ ' : ''}${markdown(changeSentence(change))}\n`).join('')}${hidden}`;
}

/** Changes after which connections lose protection, or clients their access. */
const RISKS: ReadonlySet<ChangeKind> = new Set([
  'proxy-removed',
  'proxy-uncertain',
  'bypasses-proxy',
  'admits-unauthenticated',
  'clients-lost',
  'client-policy-removed',
]);

/** One change as a sentence. */
export function changeSentence(change: TrafficChange): string {
  const { workload, namespace, port, before, after } = change;
  const owner = namespace === undefined ? workload : `${workload} in ${namespace}`;
  return SENTENCES[change.change]({
    port: `Port ${port} of ${owner}`,
    owner,
    before: before ?? '–',
    after: after ?? '–',
    had: before !== undefined,
    has: after !== undefined,
    clients: change.clients ?? [],
    left: change.left ?? [],
  });
}

interface Words {
  /** `Port 8080 of Deployment/web in shop`. */
  readonly port: string;
  readonly owner: string;
  readonly before: string;
  readonly after: string;
  readonly had: boolean;
  readonly has: boolean;
  readonly clients: readonly Client[];
  readonly left: readonly Client[];
}

const SENTENCES: Readonly<Record<ChangeKind, (words: Words) => string>> = {
  'workload-added': ({ owner }) => `${owner} is new.`,
  'workload-removed': ({ owner }) => `${owner} is gone.`,
  'proxy-added': ({ owner }) =>
    `${owner} gets the proxy: its connections use mTLS, and policies apply to them.`,
  'proxy-removed': ({ owner }) =>
    `${owner} no longer gets the proxy: its connections are in plaintext, and no policy applies to them.`,
  'proxy-uncertain': ({ owner }) =>
    `${owner} may no longer get the proxy: the Namespace that asked for it is in none of the files.`,
  'port-added': ({ port }) => `${port} is new.`,
  'port-removed': ({ port }) => `${port} is gone.`,
  'bypasses-proxy': ({ port }) =>
    `${port} loses authentication: connections bypass the proxy, without mTLS, policy or metrics.`,
  'through-proxy': ({ port }) => `${port} is behind the proxy now, so mTLS, policies and metrics apply.`,
  protocol: ({ port, before, after }) =>
    after === 'opaque'
      ? `${port} is opaque now (it was ${before}): no HTTP metrics, routes or retries.`
      : `${port} is ${after} now (it was ${before}).`,
  server: ({ port, before, after, had, has }) =>
    had && has
      ? `${port} has the Server ${after} instead of ${before}.`
      : has
        ? `${port} has the Server ${after} now, and only its policies allow clients.`
        : `${port} no longer has the Server ${before}: the default policy applies to all clients.`,
  'admits-unauthenticated': ({ port }) => `${port} now admits clients without a mesh identity.`,
  'requires-identity': ({ port }) =>
    `${port} no longer admits clients without a mesh identity. Clients outside the mesh lose access.`,
  'clients-lost': ({ port, clients, left }) => {
    const names = listed(clients);
    if (clients.every(isOne)) {
      const who = clients.length === 1 ? '1 client loses' : `${clients.length} clients lose`;
      return `${who} access to ${port.replace(/^P/, 'p')}: ${names}.`;
    }
    return `${port} no longer admits ${names}, ${left.length === 0 ? 'and no other client' : `only ${listed(left)}`}.`;
  },
  'clients-gained': ({ port, clients }) => `${port} now admits ${listed(clients)}.`,
  'client-policy-added': ({ port, after }) => `${port} now admits clients through ${after}.`,
  'client-policy-removed': ({ port, before }) =>
    `${port} no longer admits clients through ${before}. Clients that no other policy admits lose access.`,
  'default-policy': ({ port, before, after }) =>
    `${port} has the policy ${after} instead of ${before} for all other clients.`,
  'route-added': ({ port, after }) => `${port} now has the route ${after}.`,
  'route-removed': ({ port, before }) => `${port} no longer has the route ${before}.`,
  'client-settings': ({ port, before, after }) =>
    `${port} has other retries or timeouts for its clients: ${after} (before: ${before}).`,
};

/** Whether a client can be counted. */
function isOne({ identity: { kind } }: Client): boolean {
  return kind === 'serviceAccount' || kind === 'identity';
}

function listed(clients: readonly Client[]): string {
  return clients.map(clientText).join(', ');
}

/** Names come from files: nothing of them becomes a link, an image or HTML. */
function markdown(text: string): string {
  return escapeControlCharacters(text).replace(/[\\`*_{}[\]<>#|!@~]|:(?=\/)|(?<=www)\./gi, '\\$&');
}
