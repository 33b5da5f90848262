import { clientsText } from '../../features/traffic/clientWords.ts';
import { unclearText } from '../../features/traffic/unclearWords.ts';
import type { ServiceTraffic } from '../../mesh/traffic/serviceTraffic.ts';
import type { PortTraffic, Unclear, WorkloadTraffic } from '../../mesh/traffic/workloadTraffic.ts';
import { shownWidth, wrap } from '../formats/wrap.ts';
import { displayUri } from '../paths.ts';
import { escapeControlCharacters, type Paint } from '../terminal.ts';

/** The width of the table, in columns. */
const COLUMNS = 100;

const HEAD = ['PORT', 'CONNECTIONS', 'PROTOCOL', 'SERVER', 'WHO MAY CONNECT'] as const;

/** Policies of a port, and clients of each, that are named. The JSON has all: 2,000 workloads with 2,000 clients took 200 MB here. */
const MOST_CLIENTS = 100;

/** The columns before the last, which wraps, have at most this width. */
const WIDEST = 22;

/** Traffic of workloads as a table for each, at most {@link COLUMNS} wide. */
export function trafficText(workloads: readonly WorkloadTraffic[], paint: Paint): string {
  return workloads.map((workload) => `${lines(workload, paint).join('\n')}\n`).join('\n');
}

function lines(workload: WorkloadTraffic, paint: Paint): string[] {
  const { kind, name, namespace, isInjected, uri, set, ports, unknowns } = workload;
  const title = escapeControlCharacters(`${kind}/${name ?? '(templated)'}`);
  const where = escapeControlCharacters(namespace === undefined ? '' : ` in ${namespace}`);
  const proxy = { yes: 'with the proxy', no: 'without the proxy', unknown: 'possibly with the proxy' }[
    isInjected
  ];
  const by = APPLIED_BY.test(set) ? `, applied by ${set.replace(APPLIED_BY, '')}` : '';
  const rows = ports.map((port) => cellsOf(port));
  const widths = HEAD.slice(0, -1).map((head, column) =>
    Math.min(WIDEST, Math.max(head.length, ...rows.map((row) => shownWidth(row[column] ?? '')))),
  );
  const table =
    ports.length === 0
      ? ['  These files contain none of its ports.']
      : [paint.dim(row(HEAD, widths).join('\n'))];
  return [
    `${paint.bold(title)}${where}, ${proxy}  ${paint.dim(escapeControlCharacters(`${displayUri(uri)}${by}`))}`,
    ...table,
    ...rows.flatMap((cells, index) => [...row(cells, widths), ...details(ports[index] as PortTraffic)]),
    ...unknowns.flatMap(unknownText),
  ];
}

/** Manifest sets that are named after the kustomization that applies them. */
const APPLIED_BY = /^kustomization /;

function row(cells: readonly string[], widths: readonly number[]): string[] {
  const first = cells.slice(0, -1).map((cell, index) => pad(cell, widths[index] ?? 0));
  const start = `  ${first.map((cell) => `${cell}  `).join('')}`;
  const [line = '', ...more] = wrap(cells.at(-1) ?? '', Math.max(20, COLUMNS - shownWidth(start)));
  return [`${start}${line}`.trimEnd(), ...more.map((text) => `${' '.repeat(shownWidth(start))}${text}`)];
}

/** A name that is too long keeps its beginning; the JSON has all of it. */
function pad(cell: string, width: number): string {
  const characters = [...cell];
  while (shownWidth(characters.join('')) > width) characters.splice(-2, 2, '…');
  const shown = characters.join('');
  return shown + ' '.repeat(width - shownWidth(shown));
}

function cellsOf({ port, name, path, protocol, server, clients }: PortTraffic): string[] {
  const cells = [
    name === undefined ? String(port) : `${port} ${name}`,
    PATHS[path],
    protocol ?? '–',
    server ?? '–',
    clientsText(clients, path, MOST_CLIENTS),
  ];
  return cells.map(escapeControlCharacters);
}

const PATHS: Readonly<Record<PortTraffic['path'], string>> = {
  proxy: 'through the proxy',
  bypass: 'past the proxy',
  direct: 'no proxy',
  unknown: 'unknown',
};

function details({ routes, services, unknowns }: PortTraffic): string[] {
  return [
    ...(routes.length > 0 ? note(`routes of the Server: ${routes.join(', ')}`) : []),
    ...services.flatMap((service) => note(serviceText(service))),
    ...unknowns.flatMap(unknownText),
  ];
}

function serviceText({
  service,
  port,
  protocol,
  routes,
  settings,
  isComplete,
  profile,
}: ServiceTraffic): string {
  const taken = routes.map(({ kind, name, settings: own }) => `${kind}/${name ?? '?'}${settingsText(own)}`);
  return [
    `by Service ${service ?? '(templated)'}:${port ?? '?'}, ${CLIENT_PROTOCOLS[protocol]}${protocol === 'opaque' ? '' : settingsText(settings)}`,
    ...(taken.length > 0 ? [`routes ${taken.join(', ')}`] : []),
    ...(profile === undefined ? [] : [`routes, retries and timeouts of ServiceProfile/${profile}`]),
    ...(isComplete ? [] : ['perhaps more routes']),
  ].join('; ');
}

const CLIENT_PROTOCOLS: Readonly<Record<ServiceTraffic['protocol'], string>> = {
  'HTTP/1': 'as HTTP/1',
  'HTTP/2': 'as HTTP/2',
  opaque: 'opaque',
  detected: 'protocol detected',
  unknown: 'protocol unknown',
};

function settingsText(settings: ServiceTraffic['settings']): string {
  if (settings === undefined) return ' (retries and timeouts unknown)';
  const entries = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
  return entries.length === 0 ? '' : ` (${entries.join(', ')})`;
}

function unknownText(unclear: Unclear): string[] {
  return note(`unknown: ${unclearText(unclear)}`);
}

function note(text: string): string[] {
  const indent = ' '.repeat(4);
  return wrap(escapeControlCharacters(text), COLUMNS - indent.length).map((line) => `${indent}${line}`);
}
