import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import { itemsOf, textOf } from '../../../kubernetes/specFields.ts';
import { scalarKind } from '../../../kubernetes/yaml11.ts';
import type { YamlDocument } from '../../../yaml/document.ts';
import { isMap, isScalar, rangeOf, type YamlNode } from '../../../yaml/nodes.ts';
import { child } from '../../../yaml/walkEntries.ts';
import { isKind, POLICY, referencedKind, writtenKind } from './references.ts';
import type { Checked } from './rejection.ts';

/** The policy controller parses limits as 32 bits (linkerd2 `ratelimit_policy.rs` Limit). */
const MOST = 4_294_967_295;

/** linkerd2 `admission.rs` Validate<RateLimitPolicySpec>. */
export function* rateLimit({ document, spec }: Checked): Iterable<RuleFinding> {
  const target = child(spec, 'targetRef');
  const kind = isMap(target) ? referencedKind(document, target) : undefined;
  if (isMap(target) && kind && !isKind(kind, POLICY, 'Server'))
    yield {
      range: rangeOf(child(target, 'kind') ?? target),
      message: l10n.t(
        'A rate limit is for a Server of the group policy.linkerd.io, not for {0}: Linkerd’s webhook rejects the resource.',
        writtenKind(document, target),
      ),
    };
  const total = limitOf(document, child(spec, 'total'));
  const overrides = itemsOf(document, child(spec, 'overrides'));
  for (const node of [child(spec, 'total'), child(spec, 'identity'), ...overrides])
    yield* limit(document, node, node === child(spec, 'total') ? undefined : total);
  for (const override of overrides) yield* clients(document, override);
}

/** A limit's number; undefined if it is not a number or not certain. */
function limitOf(document: YamlDocument, node: YamlNode | undefined): number | undefined {
  const value = child(node, 'requestsPerSecond');
  const text = textOf(document, value);
  if (!isScalar(value) || text === undefined || scalarKind(value) !== 'number') return undefined;
  const number = Number(text);
  return Number.isInteger(number) ? number : undefined;
}

function* limit(
  document: YamlDocument,
  node: YamlNode | undefined,
  total: number | undefined,
): Iterable<RuleFinding> {
  const number = limitOf(document, node);
  const value = child(node, 'requestsPerSecond');
  if (number === undefined || !value) return;
  const range = rangeOf(value);
  if (number < 1 || number > MOST)
    yield {
      range,
      message: l10n.t(
        'requestsPerSecond is a number from 1 to 4294967295: Linkerd’s webhook rejects the resource.',
      ),
    };
  else if (total !== undefined && number > total)
    yield {
      range,
      message: l10n.t(
        '{0} is more than the total of {1}: Linkerd’s webhook rejects the resource.',
        number,
        total,
      ),
    };
}

function* clients(document: YamlDocument, override: YamlNode): Iterable<RuleFinding> {
  for (const client of itemsOf(document, child(override, 'clientRefs'))) {
    const kind = referencedKind(document, client);
    if (!kind || isKind(kind, 'core', 'ServiceAccount')) continue;
    yield {
      range: rangeOf(child(client, 'kind') ?? client),
      message: l10n.t(
        'A client must be a ServiceAccount, not {0}: Linkerd’s webhook rejects the resource.',
        writtenKind(document, client),
      ),
    };
  }
}
