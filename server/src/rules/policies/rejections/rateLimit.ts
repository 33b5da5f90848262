import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import { itemsOf, locatedText } from '../../../kubernetes/specFields.ts';
import type { TextRange } from '../../../text/range.ts';
import type { YamlDocument } from '../../../yaml/document.ts';
import { isMap, type YamlNode } from '../../../yaml/nodes.ts';
import { child } from '../../../yaml/walkEntries.ts';
import { isKind, POLICY, referencedKind } from './references.ts';
import type { Checked } from './rejection.ts';

/** The policy controller parses limits as 32 bits (linkerd2 `ratelimit_policy.rs` Limit). */
const MOST = 4_294_967_295;

/** linkerd2 `admission.rs` Validate<RateLimitPolicySpec>. */
export function* rateLimit({ document, spec }: Checked): Iterable<RuleFinding> {
  const target = child(spec, 'targetRef');
  const kind = isMap(target) ? referencedKind(document, target) : undefined;
  if (kind && !isKind(kind, POLICY, 'Server'))
    yield {
      range: kind.range,
      message: l10n.t(
        'A rate limit is for a Server of the group policy.linkerd.io, not for {0}: Linkerd’s webhook rejects the resource.',
        kind.written,
      ),
    };
  const total = limitOf(document, child(spec, 'total'));
  yield* limit(total, undefined);
  yield* limit(limitOf(document, child(spec, 'identity')), total);
  for (const override of itemsOf(document, child(spec, 'overrides'))) {
    yield* limit(limitOf(document, override), total);
    yield* clients(document, override);
  }
}

interface Limit {
  readonly number: number;
  readonly range: TextRange;
}

/** A limit; undefined if it is not a whole number or not certain. */
function limitOf(document: YamlDocument, node: YamlNode | undefined): Limit | undefined {
  const value = locatedText(document, child(node, 'requestsPerSecond'), 'number');
  const number = Number(value?.text);
  return value && Number.isInteger(number) ? { number, range: value.range } : undefined;
}

function* limit(found: Limit | undefined, total: Limit | undefined): Iterable<RuleFinding> {
  if (!found) return;
  const { number, range } = found;
  if (number < 1 || number > MOST)
    yield {
      range,
      message: l10n.t(
        'requestsPerSecond is a number from 1 to 4294967295: Linkerd’s webhook rejects the resource.',
      ),
    };
  else if (total && number > total.number)
    yield {
      range,
      message: l10n.t(
        '{0} is more than the total of {1}: Linkerd’s webhook rejects the resource.',
        number,
        total.number,
      ),
    };
}

function* clients(document: YamlDocument, override: YamlNode): Iterable<RuleFinding> {
  for (const client of itemsOf(document, child(override, 'clientRefs'))) {
    const kind = referencedKind(document, client);
    if (!kind || isKind(kind, 'core', 'ServiceAccount')) continue;
    yield {
      range: kind.range,
      message: l10n.t(
        'A client must be a ServiceAccount, not {0}: Linkerd’s webhook rejects the resource.',
        kind.written,
      ),
    };
  }
}
