/**
 * Asks a real API server about generated resources, and writes its verdicts into test/data/apiserver-verdicts.jsonl, which
 * the unit tests compare with ours.
 *
 *     npm run test:real -- schemas <linkerd2> <gateway-api> [--count 2400] [--seed 1]
 *
 * Both are checkouts or bare mirrors with tags. Needs Go, openssl and 10 to 20 minutes the first time.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../../scripts/project/paths.mjs';
import { loadTypeScript } from '../../../scripts/project/typeScript.mjs';
import { buildApiServer, KUBERNETES, withApiServer } from '../apiServer.mjs';
import { definitionsOf } from './crds.mjs';
import { ResourceMaker, randomFrom } from './resourceMaker.mjs';

const TARGET = 'test/data/apiserver-verdicts.jsonl';
const GATEWAY_RELEASE = 'v1.6.1';

/** Characters of the server's message that are kept. */
const LONGEST_MESSAGE = 160;

/** @param {readonly string[]} args */
export async function compareSchemas(args) {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { count: { type: 'string', default: '2400' }, seed: { type: 'string', default: '1' } },
  });
  const [linkerd, gateway] = positionals;
  if (!linkerd || !gateway) throw new Error('Name checkouts or mirrors of linkerd2 and of gateway-api.');
  const { NEWEST_READ_RELEASE } = await loadTypeScript(
    new URL('../../../server/src/linkerd/schemas/served.ts', import.meta.url),
  );
  const definitions = await definitionsOf(
    { repository: linkerd, tag: NEWEST_READ_RELEASE },
    { repository: gateway, tag: GATEWAY_RELEASE },
  );
  await buildApiServer();
  const rows = await withApiServer(async (server) => {
    await server.install(definitions);
    return verdicts(server, definitions, Number(values.count), Number(values.seed));
  });
  const head = {
    kubernetes: KUBERNETES,
    linkerd: NEWEST_READ_RELEASE,
    gateway: GATEWAY_RELEASE,
    date: new Date().toISOString().slice(0, 10),
    seed: Number(values.seed),
  };
  writeFileSync(join(root, TARGET), `${[head, ...rows].map((row) => JSON.stringify(row)).join('\n')}\n`);
  const refused = rows.filter(({ refused }) => refused).length;
  console.log(`${TARGET}: ${rows.length} resources, of which the API server refuses ${refused}.`);
}

/** As many resources of each version as of each other. */
async function verdicts(server, definitions, count, seed) {
  const maker = new ResourceMaker(randomFrom(seed));
  const versions = definitions.flatMap((definition) =>
    definition.spec.versions.filter(({ served }) => served).map((version) => ({ definition, version })),
  );
  const seen = new Set();
  const rows = [];
  for (let at = 0; rows.length < count && at < 4 * count; at++) {
    const { definition, version } = versions[at % versions.length];
    const { resource, mistake } = maker.make(definition, version);
    const identity = JSON.stringify(resource);
    if (seen.size === seen.add(identity).size) continue;
    const { status, message } = await server.judge(resource, definition.spec.names.plural);
    if (status !== 201 && status !== 400 && status !== 422)
      throw new Error(`${identity}: status ${status}, ${message}`);
    rows.push({
      resource,
      ...(mistake && { mistake }),
      ...(status !== 201 && { refused: shortened(message) }),
    });
  }
  return rows;
}

/** Without the name of the resource and the words that all messages have. */
function shortened(message) {
  const text = message.replace(/^.*? is invalid: /, '').replace(/^.*?strict decoding error: /, 'strict: ');
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
}
