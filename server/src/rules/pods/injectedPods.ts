import { type AnnotationSite, isTemplated } from '../../kubernetes/metadataEntry.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';

/** The annotations that give their pod a proxy, as far as it is their own word and no template's. */
export function injectingSites(sites: readonly AnnotationSite[]): readonly AnnotationSite[] {
  return sites.filter(
    (site) =>
      site.key.value === INJECT_KEY &&
      site.placement === 'pod' &&
      !isTemplated(site) &&
      (site.value?.value === 'enabled' || site.value?.value === 'ingress'),
  );
}

/** Containers that Linkerd itself adds, in manifests that went through `linkerd inject` or were read from a cluster. */
const LINKERD_CONTAINERS = new Set([
  'linkerd-proxy',
  'linkerd-init',
  'linkerd-debug',
  'linkerd-network-validator',
]);

/** Whether a container is one of Linkerd's own. */
export function isLinkerdContainer({ name }: { readonly name: string | undefined }): boolean {
  return name !== undefined && LINKERD_CONTAINERS.has(name);
}
