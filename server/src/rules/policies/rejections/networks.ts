import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import { itemsOf, textOf } from '../../../kubernetes/specFields.ts';
import { containsNetwork, parseNetwork } from '../../../linkerd/values/network.ts';
import { shorten } from '../../../linkerd/values/reading.ts';
import type { YamlDocument } from '../../../yaml/document.ts';
import {
  isScalar,
  isSequence,
  rangeOf,
  sequenceItems,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../../yaml/nodes.ts';
import { child } from '../../../yaml/walkEntries.ts';
import type { Checked } from './rejection.ts';

/** linkerd2 `admission.rs` Validate<NetworkAuthenticationSpec>, Validate<EgressNetworkSpec>. */
export function* networks({ document, spec }: Checked): Iterable<RuleFinding> {
  const node = child(spec, 'networks');
  if (isSequence(node) && node.items.length === 0)
    yield {
      range: rangeOf(node),
      message: l10n.t('This list of networks is empty, so Linkerd’s webhook rejects it. Name at least one.'),
    };
  yield* networkList(document, node);
}

/** linkerd2 `admission.rs` validate_networks, which ServerAuthorizations use too. */
export function* networkList(document: YamlDocument, node: YamlNode | undefined): Iterable<RuleFinding> {
  for (const network of itemsOf(document, node)) {
    const cidr = child(network, 'cidr');
    yield* notANetwork(document, cidr);
    yield* exceptions(document, network, textOf(document, cidr) ?? '');
  }
}

function* exceptions(document: YamlDocument, network: YamlMap, cidr: string): Iterable<RuleFinding> {
  const outer = parseNetwork(cidr);
  const list = child(network, 'except');
  for (const item of sequenceItems(list)) {
    yield* notANetwork(document, item);
    const text = textOf(document, item) ?? '';
    const inner = parseNetwork(text);
    if (!outer || !inner) continue;
    const isCovering = containsNetwork(inner, outer);
    if (!isCovering && containsNetwork(outer, inner)) continue;
    yield { range: rangeOf(item), message: exceptionText(text, cidr, isCovering) };
  }
}

function exceptionText(exception: string, cidr: string, isCovering: boolean): string {
  return isCovering
    ? l10n.t('{0} excludes all of {1}: Linkerd’s webhook rejects the resource.', exception, cidr)
    : l10n.t('{0} is not inside {1}: Linkerd’s webhook rejects the resource.', exception, cidr);
}

function* notANetwork(document: YamlDocument, node: YamlNode | undefined): Iterable<RuleFinding> {
  const text = textOf(document, node);
  if (!isScalar(node) || text === undefined || isEmpty(node) || parseNetwork(text)) return;
  yield {
    range: rangeOf(node),
    message: l10n.t(
      '“{0}” is not an IP address or a network such as 10.0.0.0/8: Linkerd’s webhook rejects the resource.',
      shorten(text),
    ),
  };
}

/** Whether the value is still missing or a placeholder. */
function isEmpty({ style, value }: YamlScalar): boolean {
  return (style === 'plain' && value === '') || /^\$\(.*\)$|^<.*>$/.test(value);
}
