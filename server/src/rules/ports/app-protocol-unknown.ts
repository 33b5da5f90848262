import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isCore } from '../../kubernetes/resource.ts';
import { readsAppProtocol } from '../../linkerd/ports/appProtocol.ts';
import { protocolPorts } from './servicePorts.ts';

/** linkerd2 `policy-controller/core/src/outbound.rs` AppProtocol::from_str: unknown names are treated as opaque. */
export default {
  id: 'app-protocol-unknown',
  summary: 'An appProtocol for HTTP that Linkerd does not know, so it treats the port as opaque',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: { resource: (resource) => isCore(resource, 'Service') },
  appliesIn: readsAppProtocol,
  *check(context: RuleContext) {
    for (const { protocol, range } of protocolPorts(context)) {
      const known = KNOWN_NAMES.get(protocol.toLowerCase());
      if (known === undefined) continue;
      yield {
        range,
        message: l10n.t(
          'Linkerd (since 2.18) treats the unknown appProtocol “{0}” as opaque, without HTTP routing, retries or metrics. Write {1}, or remove appProtocol to let Linkerd detect it.',
          protocol,
          known,
        ),
      };
    }
  },
} satisfies Rule;

/** Common names for HTTP, with the name that Linkerd knows. Other protocols are rightly opaque. */
const KNOWN_NAMES = new Map([
  ['grpc', 'kubernetes.io/h2c'],
  ['h2c', 'kubernetes.io/h2c'],
  ['http2', 'kubernetes.io/h2c'],
  ['http/2', 'kubernetes.io/h2c'],
  ['http1', 'http'],
  ['http/1.1', 'http'],
  ['kubernetes.io/ws', 'http'],
]);
