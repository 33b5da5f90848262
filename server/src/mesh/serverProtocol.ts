import { type Certainty, isKnown } from '../facts/known.ts';
import type { Applied } from './appliedResource.ts';

const HTTP = new Set([undefined, 'unknown', 'HTTP/1', 'HTTP/2']);
const OTHERS = new Set(['gRPC', 'opaque', 'TLS']);

/** The kinds of routes. */
export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute';

/**
 * Whether what is attached to a Server takes effect with its proxyProtocol: HTTPRoutes, rate limits and default probe
 * authorizations with HTTP and with protocol detection, GRPCRoutes only with gRPC, and other routes never.
 *
 * Source: linkerd2 `policy-controller/grpc/src/inbound.rs` to_server.
 */
export function carries({ facts: { proxyProtocol } }: Applied<'Server'>, kind: RouteKind): Certainty {
  if (kind === 'TLSRoute' || kind === 'TCPRoute') return 'no';
  if (!isKnown(proxyProtocol)) return 'unknown';
  const isHttp = HTTP.has(proxyProtocol);
  // The webhook rejects any other word.
  if (!isHttp && !OTHERS.has(proxyProtocol ?? '')) return 'unknown';
  return (kind === 'GRPCRoute' ? proxyProtocol === 'gRPC' : isHttp) ? 'yes' : 'no';
}
