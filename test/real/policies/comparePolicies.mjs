/*
 * Compares the admission policies that we print with our own findings, on generated resources. Needs Go and, the first
 * time, the Go module proxy; no cluster.
 *
 *     npm run test:real -- policies [validator|server|kyverno] [--tools <binary>] [--write]
 *
 * The judge is the API server's own compiler and validator, which `tools/` pins; or a whole API server with storage; or
 * Kyverno's own command line. Prints how often both agree, and every difference; leaves with 1 if there is one. `--write`
 * stores the verdicts of the validator for `test/unit/admission/`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadTypeScript } from '../../../scripts/project/typeScript.mjs';
import { askKyverno } from './kyverno.mjs';
import { askServer } from './server.mjs';
import { askValidator } from './validator.mjs';

const TABLE = new URL('../../data/admission-verdicts.json', import.meta.url);

/** Each gives, for each resource, what each policy that refuses it says: `{ <policy>: <messages> }`. */
const JUDGES = { validator: askValidator, server: askServer, kyverno: askKyverno };

const { POLICIES, POLICIES_DIGEST, policiesOf, resourceOf, rulesFound } = await loadTypeScript(
  new URL('../../support/admission.ts', import.meta.url),
);

/** Prints how often both agree, and every difference, which are the exit status. */
export async function comparePolicies(args) {
  const { values: options, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { tools: { type: 'string' }, write: { type: 'boolean' } },
  });
  const [name = 'validator'] = positionals;
  const judge = JUDGES[name];
  if (!judge) throw new Error(`Name one of the judges: ${Object.keys(JUDGES).join(', ')}.`);
  if (options.write && name !== 'validator') throw new Error('The table has the verdicts of the validator.');
  const cases = [...examples()];
  const policies = name === 'kyverno' ? policiesOf(name) : POLICIES;
  const verdicts = await judge(policies, cases.map(resourceOf), options.tools);
  const rows = cases.map((example, index) => [example, refused(verdicts[index])]);
  const differences = rows.filter(([example, rules]) => rules.join() !== rulesFound(example).join());
  for (const [example, rules] of differences)
    console.log(`DIFFERS ${JSON.stringify(example)}: refused by ${rules}; we find ${rulesFound(example)}`);
  const count = rows.filter(([, rules]) => rules.length > 0).length;
  console.log(`${rows.length} resources, ${count} refused, ${differences.length} differences.`);
  if (options.write) write(rows);
  process.exitCode = differences.length > 0 ? 1 : 0;
}

/** The rules whose policies refuse a resource. An error while a policy is evaluated is a fault of ours. */
function refused(verdict) {
  const rules = Object.entries(verdict).filter(([, said]) => said.length > 0);
  for (const [policy, said] of rules)
    if (!said.every((text) => text.includes(policy.replace('linkerd-lint-', ''))))
      throw new Error(`${policy}: ${said.join('; ')}`);
  return rules.map(([policy]) => policy.replace('linkerd-lint-', '')).sort();
}

const KINDS = ['Deployment', 'Namespace', 'Service', 'Pod', 'CronJob'];
const INBOUND = 'config.linkerd.io/skip-inbound-ports';
const OUTBOUND = 'config.linkerd.io/skip-outbound-ports';
const OPAQUE = 'config.linkerd.io/opaque-ports';

/** Lists that the seen tables have, and combinations of items of every kind. */
function* lists() {
  const { rows } = JSON.parse(readFileSync(new URL('../../data/port-lists.json', import.meta.url), 'utf8'));
  for (const row of rows) yield Array.isArray(row) ? row[0] : row.value;
  const items = [
    '8080',
    '4190',
    '4191',
    '4190-4191',
    ' 22',
    '22\n',
    '+80',
    '080',
    '9-8',
    '80-90',
    'http',
    '',
    ' ',
    '65536',
    '$(P)',
    '"80"',
    '1-2-3',
    '0-65535',
    '9 - 8',
    '\u00a080',
  ];
  for (const first of items) {
    yield first;
    for (const second of items) yield `${first},${second}`;
  }
}

function* examples() {
  let turn = 0;
  for (const list of new Set([...lists()].filter((text) => typeof text === 'string'))) {
    const kind = KINDS[turn++ % KINDS.length];
    yield { kind, annotations: { [turn % 3 === 0 ? OUTBOUND : INBOUND]: list } };
  }
  for (const opaque of ['80', '80-90', '8080,80-85,86-90', ' 80 ,81', '90-80', 'http', '']) {
    for (const list of ['80', '80-90', '8080,443', '81', '80-81', '84-87', '90'])
      yield { kind: 'Deployment', annotations: { [INBOUND]: list, [OPAQUE]: opaque } };
  }
  for (const [control, admin] of [
    ['5190', '5191'],
    ['x', '4191'],
    ['70000', '080'],
    ['+5190', ''],
  ])
    for (const list of ['5190,5191', '4190,4191', '1-65535', '80'])
      yield {
        kind: 'Pod',
        annotations: {
          [INBOUND]: list,
          'config.linkerd.io/control-port': control,
          'config.linkerd.io/admin-port': admin,
        },
      };
  for (const word of [
    'enabled',
    'disabled',
    'ingress',
    'windows',
    'Enabled',
    'true',
    'enable',
    '',
    ' enabled',
    'on',
  ])
    for (const kind of KINDS) yield { kind, annotations: { 'linkerd.io/inject': word } };
  for (const word of [
    'deny',
    'audit',
    'all-unauthenticated',
    'all-authenticated',
    'cluster-authenticated',
    'cluster-unauthenticated',
    'none',
    'Deny',
    '',
  ])
    for (const kind of KINDS)
      yield { kind, annotations: { 'config.linkerd.io/default-inbound-policy': word } };
  for (const key of [
    'linkerd.io/inject',
    'config.linkerd.io/skip-inbound-ports',
    'config.linkerd.io/proxy-additional-env',
    'config.linkerd.io/nonsense',
    'config.alpha.linkerd.io/proxy-wait-before-exit-seconds',
    'linkerd.io/created-by',
    'example.com/x',
    'viz.linkerd.io/tap-enabled',
    'balancer.linkerd.io/failure-accrual',
    'linkerd.io/proxy-version',
  ])
    for (const kind of ['Deployment', 'CronJob'])
      yield {
        kind,
        annotations: {},
        own: { [key]: key.endsWith('inject') ? 'enabled' : key.endsWith('ports') ? '4190,4191' : 'x' },
      };
}

function write(rows) {
  const head = {
    validator: 'k8s.io/apiserver v0.37.2',
    date: new Date().toISOString().slice(0, 10),
    policies: POLICIES_DIGEST,
  };
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  writeFileSync(TABLE, `${JSON.stringify(head).slice(0, -1)},"rows":[\n${lines}\n]}\n`);
}
