/*
 * Writes the schemas of the resources that Linkerd reads, from the CustomResourceDefinitions of Linkerd and the
 * Gateway API.
 *
 *     node scripts/catalogue/resources.mjs <linkerd2> <gateway-api>
 *
 * Both are checkouts or bare mirrors with tags; nothing is fetched.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../project/paths.mjs';
import { fail } from '../project/progress.mjs';
import { loadTypeScript } from '../project/typeScript.mjs';
import { mergePeriods, schemasIn } from './crds.mjs';
import { blobReader, blobsAt, compareVersions, edgeReleases, tagsLike } from './repository.mjs';
import { writeSchemas } from './schemaText.mjs';

const TARGET = 'server/src/linkerd/schemas/resources.ts';

/** The first release whose charts have the CRDs at their present paths; it is part of 2.12. */
const FIRST_EDGE = 'edge-22.8.2';
const FIRST_GATEWAY = 'v0.7.1';

const LINKERD_PATHS = [
  'charts/linkerd-crds/templates',
  'multicluster/charts/linkerd-multicluster/templates/link-crd.yaml',
];
const GATEWAY_PATHS = ['config/crd/experimental', 'config/crd/standard'];

/** The resources of the Gateway API that Linkerd reads. */
const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'];
const GATEWAY = 'gateway.networking.k8s.io';

async function main() {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [linkerd, gateway] = positionals;
  if (!linkerd || !gateway) throw new Error('Name checkouts or mirrors of linkerd2 and of gateway-api.');
  const { maskTemplates } = await loadTypeScript(
    new URL('../../server/src/yaml/template/maskTemplates.ts', import.meta.url),
  );
  const derive = (text) => schemasIn(maskTemplates(text).text);
  const edges = await edgeReleases(linkerd, FIRST_EDGE);
  const own = await history(linkerd, edges, LINKERD_PATHS, derive);
  const tags = (await tagsLike(gateway, 'v*')).filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
  tags.sort(compareVersions);
  const versions = tags.slice(tags.indexOf(FIRST_GATEWAY));
  const routes = await history(gateway, versions, GATEWAY_PATHS, derive);
  const kinds = [
    ...merged(own, edges, ({ group }) => group !== GATEWAY, { isLoose: false, onChange }),
    ...merged(routes, versions, ({ kind, group }) => group === GATEWAY && ROUTES.includes(kind), {
      isLoose: true,
    }),
  ];
  nestConditions(kinds.find(({ kind }) => kind === 'ServiceProfile'));
  const text = `${CONDITIONS}\n${writeSchemas(kinds)}`;
  writeFileSync(join(root, TARGET), moduleOf(text, edges.at(-1), versions.at(-1)));
  console.log(
    `${TARGET}: ${kinds.length} kinds, ${text.split('\n').length} lines, ${text.length} characters.`,
  );
}

/**
 * Conditions of a ServiceProfile are recursive, which a CRD cannot express; below the first level the webhook's types
 * apply (linkerd2 \`controller/gen/apis/serviceprofile/v1alpha2/types.go\` RequestMatch, ResponseMatch).
 */
const CONDITIONS = `type requestMatch object
 pathRegex string
 method string
 all []&requestMatch
 any []&requestMatch
 not &requestMatch
type responseMatch object
 all []&responseMatch
 any []&responseMatch
 not &responseMatch
 status object
  max integer minimum=0
  min integer minimum=0`;

function nestConditions({ versions }) {
  for (const { node } of versions) {
    const route = node.fields.get('spec').fields.get('routes');
    setTypes(route.fields.get('condition'), {
      all: '[]&requestMatch',
      any: '[]&requestMatch',
      // The CRD requires a list and the webhook an object, so one of them rejects any value.
      not: 'any',
    });
    setTypes(route.fields.get('responseClasses').fields.get('condition'), {
      all: '[]&responseMatch',
      any: '[]&responseMatch',
      not: '&responseMatch',
    });
  }
}

function setTypes(node, types) {
  for (const [name, type] of Object.entries(types)) node.fields.get(name).type = type;
}

function onChange(path, what) {
  console.log(`${path || '(root)'}: ${what}`);
}

/** The contents of each release, oldest first. */
async function history(repository, tags, paths, derive) {
  const read = blobReader(repository, derive);
  return Promise.all(
    tags.map(async (tag) => {
      const blobs = (await blobsAt(repository, tag, paths)).filter(({ path }) => path.endsWith('.yaml'));
      return { tag, schemas: (await Promise.all(blobs.map(read))).flat() };
    }),
  );
}

/** The kinds that pass, with all API versions of any release. */
function merged(releases, tags, passes, options) {
  const all = releases.flatMap(({ tag, schemas }) =>
    schemas.filter(passes).map((schema) => ({ ...schema, tag })),
  );
  const kinds = groupBy(all, ({ kind, group }) => `${kind} ${group}`);
  return [...kinds.values()].map((found) => {
    const [{ kind, group }] = found;
    const versions = [...groupBy(found, ({ version }) => version)].map(([name, having]) =>
      mergedVersion(name, having, tags, {
        ...options,
        onChange: options.onChange && ((path, what) => options.onChange(`${kind} ${name}${path}`, what)),
      }),
    );
    return { kind, group, versions: versions.sort((a, b) => compareApiVersions(a.name, b.name)) };
  });
}

function mergedVersion(name, having, tags, options) {
  const periods = having.map(({ tag, schema }) => ({ first: tag, last: tag, node: schema }));
  const served = having.filter((version) => version.served);
  const deprecated = having.find((version) => version.deprecated);
  return {
    name,
    since: served[0]?.tag === tags[0] ? undefined : served[0]?.tag,
    until: served.at(-1)?.tag === tags.at(-1) ? undefined : served.at(-1)?.tag,
    deprecated: deprecated?.tag,
    stored: having.at(-1).stored,
    node: mergePeriods(periods, options),
  };
}

/** Kubernetes' order: v1alpha1, v1alpha2, v1beta1, v1. */
function compareApiVersions(one, other) {
  const rank = (version) => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
    return ['alpha', 'beta', undefined].indexOf(stage) * 1e6 + Number(major) * 1e3 + Number(minor ?? 0);
  };
  return rank(one) - rank(other);
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function moduleOf(text, edge, gateway) {
  if (/`|\$\{/.test(text)) throw new Error('The text does not fit into a template literal.');
  return `/**
 * The resources that Linkerd reads, as the CustomResourceDefinitions of its charts have them from ${FIRST_EDGE} to ${edge},
 * and those of the Gateway API from ${FIRST_GATEWAY} to ${gateway}. Written by scripts/catalogue/resources.mjs; see
 * schemaText.ts for the format.
 */
export const RESOURCES = String.raw\`${text}\`;
`;
}

main().catch(fail);
