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
  HAS_NO_PORT,
  ITEMS,
  isEmpty,
  isPorts,
  isSkipped,
  isVariable,
  lastOf,
} from './portListCel.ts';

/** What of a rule an admission policy demands. */
export interface ExportedRule {
  readonly id: string;
  /** What the expressions are about: annotations that reach pods, or a workload's own metadata. */
  readonly subject: 'pods' | 'workloads';
  /** All must be true. They may use the variable `annotations`, a map of strings. */
  readonly validations: readonly Validation[];
}

/** One demand. */
export interface Validation {
  readonly expression: string;
  /** The annotation that it is about, whose value the variable `list` holds. */
  readonly key: string;
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
      'skip-ports-invalid-token',
      `${HAS_NO_PORT} || ${ITEMS}.all(i, ${isEmpty('i')} || ${isPorts('i')} || ${isVariable('i')})`,
    ),
  'skip-ports-reversed-range': () =>
    ofSkipLists(
      'skip-ports-reversed-range',
      `${ITEMS}.all(i, !${isPorts('i')} || ${firstOf('i')} <= ${lastOf('i')})`,
    ),
  'skip-ports-no-valid-token': () =>
    ofSkipLists('skip-ports-no-valid-token', `variables.list == '' || !${HAS_NO_PORT}`),
  'skip-opaque-conflict': () => ({
    id: 'skip-opaque-conflict',
    subject: 'pods',
    validations: [{ key: SKIP_INBOUND_KEY, expression: isNotOpaqueToo() }],
  }),
  'invalid-inject-value': () => wordOf('invalid-inject-value', INJECT_KEY, [ENTERPRISE_INJECT]),
  'invalid-inbound-policy': () => wordOf('invalid-inbound-policy', DEFAULT_INBOUND_POLICY_KEY, []),
  'annotation-on-workload-metadata': () => ({
    id: 'annotation-on-workload-metadata',
    subject: 'workloads',
    validations: [{ key: INJECT_KEY, expression: hasNoInertKey() }],
  }),
};

function ofSkipLists(id: string, expression: string): ExportedRule {
  return { id, subject: 'pods', validations: SKIP_KEYS.map((key) => ({ key, expression })) };
}

/** Where iptables skips the proxy's own ports anyway, whitespace around them does no harm, and a line break may not either. */
function whitespace(environment: Environment): ReturnType<Export> {
  if (!possibleSetups(environment).includes('cni-replacing'))
    return {
      reason:
        'with proxy-init or linkerd-cni since v1.6.3 it depends on the port and its place in the list whether whitespace does harm',
    };
  return ofSkipLists(
    'skip-ports-whitespace',
    `${HAS_NO_PORT} || ${ITEMS}.all(i, i == i.trim() || !(${isEmpty('i')} || ${isPorts('i')}))`,
  );
}

function missingProxyPorts(environment: Environment): ReturnType<Export> {
  const setups = possibleSetups(environment);
  if (!setups.every((setup) => setup === 'cni-replacing'))
    return {
      reason: 'it is for clusters that are known to have linkerd-cni before v1.6.3 (dataPlane, cniPlugin)',
    };
  const own = [portOf(CONTROL_PORT_KEY, CONTROL_PORT), portOf(ADMIN_PORT_KEY, ADMIN_PORT)];
  const lists = (port: string) =>
    `${ITEMS}.exists(i, ${isSkipped('i')} && ${firstOf('i')} <= ${port} && ${port} <= ${lastOf('i')})`;
  return {
    id: 'skip-inbound-missing-proxy-ports',
    subject: 'pods',
    validations: [
      {
        key: SKIP_INBOUND_KEY,
        // A list that skips nothing, or nothing that is known, is another rule's.
        expression: `${ITEMS}.exists(i, ${isVariable('i')}) || !${ITEMS}.exists(i, ${isSkipped('i')}) || (${own.map(lists).join(' && ')})`,
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
function isNotOpaqueToo(): string {
  const opaque = `variables.annotations[?'${OPAQUE_PORTS_KEY}'].orValue('').split(',')`;
  const isOpaque = (item: string) => `${isPorts(item)} && ${firstOf(item)} <= ${lastOf(item)}`;
  const covers = (port: string) =>
    `${opaque}.exists(o, ${isOpaque('o')} && ${firstOf('o')} <= ${port} && ${port} <= ${lastOf('o')})`;
  const isCovered = [
    covers(firstOf('i')),
    `${opaque}.all(e, !(${isOpaque('e')}) || ${lastOf('e')} + 1 < ${firstOf('i')} || ${lastOf('e')} + 1 > ${lastOf('i')} || ${covers(`${lastOf('e')} + 1`)})`,
  ].join(' && ');
  return `${ITEMS}.exists(i, ${isVariable('i')}) || !${ITEMS}.exists(i, ${isSkipped('i')} && ${isCovered})`;
}

/** A value is one of the catalogue's words; an empty one is not judged. */
function wordOf(id: string, key: string, others: readonly string[]): ExportedRule {
  const type = entryFor(key, 'annotation')?.value;
  const words = type?.type === 'enum' ? type.choices.map(({ value }) => value) : [];
  const list = ['', ...words, ...others].map((word) => `'${word}'`).join(', ');
  return { id, subject: 'pods', validations: [{ key, expression: `variables.list in [${list}]` }] };
}

function hasNoInertKey(): string {
  const { domains, known, except } = INERT_ON_WORKLOADS;
  const isInDomain = `k.matches('^(?:${domains.map((domain) => domain.replaceAll('.', '[.]')).join('|')})/')`;
  const listed = (keys: readonly string[]) => `[${keys.map((key) => `'${key}'`).join(', ')}]`;
  return `variables.annotations.all(k, !(${isInDomain} && !(k in ${listed(except)}) || k in ${listed(known)}))`;
}
