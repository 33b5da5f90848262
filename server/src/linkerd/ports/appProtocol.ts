/** The words for HTTP; all others are opaque. */
const HTTP = new Set(['http', 'kubernetes.io/h2c']);

/**
 * Whether Linkerd reads the `appProtocol` of a Service's port as HTTP.
 *
 * Source: linkerd2 `policy-controller/core/src/outbound.rs` AppProtocol::from_str.
 */
export function isHttpProtocol(appProtocol: string | undefined): boolean {
  return appProtocol !== undefined && HTTP.has(appProtocol.toLowerCase());
}
