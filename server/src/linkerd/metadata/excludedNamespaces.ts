/**
 * The namespaces whose pods the injector's webhook is not called for by default, since 2.12.
 *
 * Source: linkerd2 `charts/linkerd-control-plane/values.yaml` proxyInjector.namespaceSelector.
 */
export const EXCLUDED_NAMESPACES: ReadonlySet<string> = new Set(['kube-system', 'cert-manager']);
