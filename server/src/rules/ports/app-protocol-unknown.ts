import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isCore } from '../../kubernetes/resource.ts';
import { locatedText, textOf } from '../../kubernetes/specFields.ts';
import { readsAppProtocol } from '../../linkerd/ports/appProtocol.ts';
import { sequenceItems } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';

/** linkerd2 `policy-controller/core/src/outbound.rs` AppProtocol::from_str: unknown names are treated as opaque. */
export default {
  id: 'app-protocol-unknown',
  summary: 'An appProtocol for HTTP that Linkerd does not know, so it treats the port as opaque',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: { resource: (resource) => isCore(resource, 'Service') },
  appliesIn: readsAppProtocol,
  *check({ document, resources }: RuleContext) {
    for (const service of resources.filter((resource) => isCore(resource, 'Service')))
      for (const port of sequenceItems(descend(service.node, ['spec', 'ports']))) {
        const protocol = locatedText(document, child(port, 'appProtocol'));
        const known = protocol && KNOWN_NAMES.get(protocol.text.toLowerCase());
        if (!known || !/^[0-9]{1,5}$/.test(textOf(document, child(port, 'port')) ?? '')) continue;
        yield {
          range: protocol.range,
          message: l10n.t(
            'Linkerd (since 2.18) treats the unknown appProtocol “{0}” as opaque, without HTTP routing, retries or metrics. Write {1}, or remove appProtocol to let Linkerd detect it.',
            protocol.text,
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
