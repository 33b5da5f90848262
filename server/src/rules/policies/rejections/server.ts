import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import { rangeOf, textOf } from '../../../kubernetes/specFields.ts';
import { scalarKind } from '../../../kubernetes/yaml11.ts';
import { nearestSchemaName } from '../../../linkerd/schemas/nearestSchemaName.ts';
import { isScalar } from '../../../yaml/nodes.ts';
import { child } from '../../../yaml/walkEntries.ts';
import type { Checked } from './rejection.ts';

/** linkerd2 `policy-controller/k8s/api/src/policy/server.rs` ProxyProtocol. */
const PROXY_PROTOCOLS = ['unknown', 'HTTP/1', 'HTTP/2', 'gRPC', 'opaque', 'TLS'];

/** linkerd2 `policy-controller/k8s/index/src/defaults.rs`. */
const ACCESS_POLICIES = [
  'all-authenticated',
  'all-unauthenticated',
  'cluster-authenticated',
  'cluster-unauthenticated',
  'deny',
  'audit',
];

/** linkerd2 `admission.rs` Validate<ServerSpec>, and the types that it is read into. */
export function* server(checked: Checked): Iterable<RuleFinding> {
  yield* port(checked);
  yield* word(checked, 'proxyProtocol', PROXY_PROTOCOLS);
  yield* word(checked, 'accessPolicy', ACCESS_POLICIES);
}

/** A number is one from 1 to 65535; any text is taken for a name. */
function* port({ document, spec }: Checked): Iterable<RuleFinding> {
  const node = child(spec, 'port');
  const text = textOf(document, node);
  if (!isScalar(node) || text === undefined || scalarKind(node) !== 'number') return;
  const number = Number(text);
  if (!Number.isInteger(number) || (number >= 1 && number <= 65_535)) return;
  yield {
    range: rangeOf(node),
    message: l10n.t('A port is a number from 1 to 65535: Linkerd’s webhook rejects this Server.'),
  };
}

function* word({ document, spec }: Checked, field: string, words: readonly string[]): Iterable<RuleFinding> {
  const node = child(spec, field);
  const text = textOf(document, node);
  if (!isScalar(node) || text === undefined || scalarKind(node) !== 'string' || words.includes(text)) return;
  const meant = nearestSchemaName(text, words);
  const known = words.join(', ');
  yield {
    range: rangeOf(node),
    message:
      meant === undefined
        ? l10n.t(
            '“{0}” is not a valid {1}, so Linkerd’s webhook rejects the Server. Use one of {2}.',
            text,
            field,
            known,
          )
        : l10n.t(
            '“{0}” is not a valid {1}, so Linkerd’s webhook rejects the Server. Did you mean {2}?',
            text,
            field,
            meant,
          ),
  };
}
