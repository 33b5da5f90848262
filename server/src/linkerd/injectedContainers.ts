/** Containers that Linkerd adds. They appear in manifests that were injected or copied from a cluster. */
const INJECTED_CONTAINERS = new Set([
  'linkerd-proxy',
  'linkerd-init',
  'linkerd-debug',
  'linkerd-network-validator',
]);

/** Whether a container is one that Linkerd adds. */
export function isInjectedContainer({ name }: { readonly name: string | undefined }): boolean {
  return name !== undefined && INJECTED_CONTAINERS.has(name);
}
