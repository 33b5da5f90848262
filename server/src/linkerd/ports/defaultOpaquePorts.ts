/**
 * The ports that are opaque by default, without an annotation (linkerd2 `charts/linkerd-control-plane/values.yaml`
 * proxy.opaquePorts).
 */
export const DEFAULT_OPAQUE_PORTS: readonly number[] = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];
