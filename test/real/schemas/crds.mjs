/** The CustomResourceDefinitions of one release of Linkerd and one of the Gateway API, from checkouts or mirrors. */
import { parse } from 'yaml';
import { blobReader, blobsAt } from '../../../scripts/catalogue/repository.mjs';
import { loadTypeScript } from '../../../scripts/project/typeScript.mjs';

const LINKERD_PATHS = [
  'charts/linkerd-crds/templates',
  'multicluster/charts/linkerd-multicluster/templates/link-crd.yaml',
];
const GATEWAY_PATHS = ['config/crd/experimental'];

/** The resources of the Gateway API that Linkerd reads. */
const ROUTES = new Set(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute']);

/** @param {{ repository: string, tag: string }} linkerd @param {{ repository: string, tag: string }} gateway */
export async function definitionsOf(linkerd, gateway) {
  const own = await definitionsAt(linkerd, LINKERD_PATHS);
  const routes = (await definitionsAt(gateway, GATEWAY_PATHS)).filter(({ spec }) =>
    ROUTES.has(spec.names.kind),
  );
  const isOwn = ({ spec }) => spec.group.endsWith('linkerd.io');
  return [...own.filter(isOwn), ...routes];
}

async function definitionsAt({ repository, tag }, paths) {
  const { maskTemplates } = await loadTypeScript(
    new URL('../../../server/src/yaml/template/maskTemplates.ts', import.meta.url),
  );
  const read = blobReader(repository, (text) =>
    // Only the metadata of Linkerd's have template actions; each file has one document.
    maskTemplates(text)
      .text.split(/^---\s*$/m)
      .map((part) => parse(part))
      .filter((part) => part?.kind === 'CustomResourceDefinition')
      .map(withoutTemplates),
  );
  const blobs = (await blobsAt(repository, tag, paths)).filter(({ path }) => path.endsWith('.yaml'));
  return (await Promise.all(blobs.map(read))).flat();
}

/** The API server wants the note that the group's owners have approved a definition under k8s.io. */
function withoutTemplates({ apiVersion, kind, metadata, spec }) {
  const approved = 'api-approved.kubernetes.io';
  const note = metadata.annotations?.[approved];
  const annotations = note === undefined ? {} : { [approved]: note };
  return { apiVersion, kind, metadata: { name: metadata.name, annotations }, spec };
}
