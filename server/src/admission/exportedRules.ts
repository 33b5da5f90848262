import { entryFor } from '../linkerd/catalogue/catalogue.ts';
import type { Environment } from '../linkerd/environment/environment.ts';
import { possibleSetups } from '../linkerd/environment/iptablesSetup.ts';
import {
  ADMIN_PORT_KEY,
  CONTROL_PORT_KEY,
  DEFAULT_INBOUND_POLICY_KEY,
  INERT_ON_WORKLOADS,
  INJECT_KEY,
  OPAQUE_PORTS_KEY,
  SKIP_INBOUND_KEY,
  SKIP_OUTBOUND_KEY,
} from '../linkerd/metadata/linkerdKeys.ts';
import { ADMIN_PORT, CONTROL_PORT } from '../linkerd/ports/proxyPorts.ts';
import { ENTERPRISE_INJECT } from '../rules/values/invalid-inject-value.ts';
import {
  firstOf,
  hasNoPort,
  isEmpty,
  isPorts,
  isSkipped,
  isVariable,
  itemsOf,
  lastOf,
} from './portListCel.ts';

/** What of a rule an admission policy demands. CEL may use the variable `annotations`, a map of strings. */
export type ExportedRule =
  /** About annotations that reach pods. All must be true. */
  | { readonly subject: 'pods'; readonly validations: readonly Validation[] }
  /** About a workload's own metadata. */
  | { readonly subject: 'workloads'; readonly expression: string };

/** A demand on the value of an annotation, where that is written. */
export interface Validation {
  readonly key: string;
  /** The demand in CEL, of the CEL that is the value. */
  readonly expression: (value: string) => string;
}

/** Why a rule has no policy. */
export interface NotExported {
  readonly id: string;
  readonly reason: string;
}

/** A rule for an environment: its policy, or why it has none. */
export type Export = (environment: Environment) => ExportedRule | Omit<NotExported, 'id'>;

const SKIP_KEYS = [SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY];

/** The rules that CEL can say exactly, by id, in the order in which they are printed. */
export const EXPORTS: Readonly<Record<string, Export>> = {
  'skip-inbound-missing-proxy-ports': missingProxyPorts,
  'skip-ports-whitespace': whitespace,
  'skip-ports-invalid-token': () =>
    ofSkipLists(
      (list) =>
        `${hasNoPort(list)} || ${itemsOf(list)}.all(i, ${isEmpty('i')} || ${isPorts('i')} || ${isVariable('i')})`,
    ),
  'skip-ports-reversed-range': () =>
    ofSkipLists((list) => `${itemsOf(list)}.all(i, !${isPorts('i')} || ${firstOf('i')} <= ${lastOf('i')})`),
  'skip-ports-no-valid-token': () => ofSkipLists((list) => `${list} == '' || !${hasNoPort(list)}`),
  'skip-opaque-conflict': () => ({
    subject: 'pods',
    validations: [{ key: SKIP_INBOUND_KEY, expression: isNotOpaqueToo }],
  }),
  'invalid-inject-value': () => wordOf(INJECT_KEY, [ENTERPRISE_INJECT]),
  'invalid-inbound-policy': () => wordOf(DEFAULT_INBOUND_POLICY_KEY, []),
  'annotation-on-workload-metadata': () => ({
    subject: 'workloads',
    expression: hasNoInertKey(),
  }),
};

function ofSkipLists(expression: Validation['expression']): ExportedRule {
  return { subject: 'pods', validations: SKIP_KEYS.map((key) => ({ key, expression })) };
}

/** Where iptables skips the proxy's own ports anyway, whitespace around them does no harm, and a line break may not either. */
function whitespace(environment: Environment): ReturnType<Export> {
  if (!possibleSetups(environment).includes('cni-replacing'))
    return {
      reason:
        'with proxy-init or linkerd-cni since v1.6.3 it depends on the port and its place in the list whether whitespace does harm',
    };
  return ofSkipLists(
    (list) =>
      `${hasNoPort(list)} || ${itemsOf(list)}.all(i, i == i.trim() || !(${isEmpty('i')} || ${isPorts('i')}))`,
  );
}

function missingProxyPorts(environment: Environment): ReturnType<Export> {
  const setups = possibleSetups(environment);
  if (!setups.every((setup) => setup === 'cni-replacing'))
    return {
      reason: 'it is for clusters that are known to have linkerd-cni before v1.6.3 (dataPlane, cniPlugin)',
    };
  const own = [portOf(CONTROL_PORT_KEY, CONTROL_PORT), portOf(ADMIN_PORT_KEY, ADMIN_PORT)];
  const lists = (list: string, port: string) =>
    `${itemsOf(list)}.exists(i, ${isSkipped('i')} && ${firstOf('i')} <= ${port} && ${port} <= ${lastOf('i')})`;
  return {
    subject: 'pods',
    validations: [
      {
        key: SKIP_INBOUND_KEY,
        // A list that skips nothing, or nothing that is known, is another rule's.
        expression: (list) =>
          `${itemsOf(list)}.exists(i, ${isVariable('i')}) || !${itemsOf(list)}.exists(i, ${isSkipped('i')}) || (${own.map((port) => lists(list, port)).join(' && ')})`,
      },
    ],
  };
}

/** The number of one of the proxy's ports, which an annotation may move. */
function portOf(key: string, standard: number): string {
  const value = `variables.annotations[?'${key}'].orValue('${standard}')`;
  const isNumber = `${value}.matches('^[+]?0*[0-9]{1,5}$') && int(${value}.replace('+', '')) <= 65535`;
  return `(${isNumber} ? int(${value}.replace('+', '')) : ${standard})`;
}

/**
 * No skipped item is wholly opaque. An item is if its first port and each port behind an opaque item are, as far as they
 * are in the item.
 */
function isNotOpaqueToo(list: string): string {
  const opaque = `variables.annotations[?'${OPAQUE_PORTS_KEY}'].orValue('').split(',')`;
  const isOpaque = (item: string) => `${isPorts(item)} && ${firstOf(item)} <= ${lastOf(item)}`;
  const covers = (port: string) =>
    `${opaque}.exists(o, ${isOpaque('o')} && ${firstOf('o')} <= ${port} && ${port} <= ${lastOf('o')})`;
  const isCovered = [
    covers(firstOf('i')),
    `${opaque}.all(e, !(${isOpaque('e')}) || ${lastOf('e')} + 1 < ${firstOf('i')} || ${lastOf('e')} + 1 > ${lastOf('i')} || ${covers(`${lastOf('e')} + 1`)})`,
  ].join(' && ');
  return `${itemsOf(list)}.exists(i, ${isVariable('i')}) || !${itemsOf(list)}.exists(i, ${isSkipped('i')} && ${isCovered})`;
}

/** A value is one of the catalogue's words; an empty one is not judged. */
function wordOf(key: string, others: readonly string[]): ExportedRule {
  const type = entryFor(key, 'annotation')?.value;
  const words = type?.type === 'enum' ? type.choices.map(({ value }) => value) : [];
  const list = ['', ...words, ...others].map((word) => `'${word}'`).join(', ');
  return { subject: 'pods', validations: [{ key, expression: (value) => `${value} in [${list}]` }] };
}

function hasNoInertKey(): string {
  const { domains, known, except } = INERT_ON_WORKLOADS;
  const isInDomain = `k.matches('^(?:${domains.map((domain) => domain.replaceAll('.', '[.]')).join('|')})/')`;
  const listed = (keys: readonly string[]) => `[${keys.map((key) => `'${key}'`).join(', ')}]`;
  return `variables.annotations.all(k, !(${isInDomain} && !(k in ${listed(except)}) || k in ${listed(known)}))`;
}
