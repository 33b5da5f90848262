import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import { isDefinitelyAbsent, itemsOf, locatedText } from '../../../kubernetes/specFields.ts';
import { rangeOf, sequenceItems } from '../../../yaml/nodes.ts';
import { child, entryOf } from '../../../yaml/walkEntries.ts';
import { networkList } from './networks.ts';
import { isKind, referencedKind } from './references.ts';
import type { Checked } from './rejection.ts';

/** linkerd2 `admission.rs` validate_identity_ref; NamespacedTargetRef requires the name (`target_ref.rs`). */
export function* meshTlsAuthentication({ document, spec }: Checked): Iterable<RuleFinding> {
  for (const reference of itemsOf(document, child(spec, 'identityRefs'))) {
    const kind = referencedKind(document, reference);
    if (!kind) continue;
    const { range } = kind;
    const isNamespace = isKind(kind, 'core', 'Namespace');
    if (!isNamespace && !isKind(kind, 'core', 'ServiceAccount'))
      yield {
        range,
        message: l10n.t(
          'An identity belongs to a ServiceAccount or a Namespace, not to {0}: Linkerd’s webhook rejects the resource.',
          kind.written,
        ),
      };
    else if (isDefinitelyAbsent(document, reference, 'name'))
      yield {
        range,
        message: l10n.t('This reference needs a name: without it, Linkerd’s webhook rejects the resource.'),
      };
    const namespace = entryOf(reference, 'namespace');
    if (isNamespace && namespace)
      yield {
        range: rangeOf(namespace.key),
        message: l10n.t(
          'A reference to a Namespace must not have a namespace: Linkerd’s webhook rejects the resource. Remove it, and write the Namespace’s name under name.',
        ),
      };
  }
}

/** linkerd2 `admission.rs` Validate<ServerAuthorizationSpec>. */
export function* serverAuthorization({ document, spec }: Checked): Iterable<RuleFinding> {
  const client = child(spec, 'client');
  const meshTls = child(client, 'meshTLS');
  const unauthenticated = locatedText(document, child(client, 'unauthenticated'));
  if (meshTls && unauthenticated?.text === 'true')
    yield {
      range: unauthenticated.range,
      message: l10n.t(
        'Clients cannot both be unauthenticated and have meshTLS: Linkerd’s webhook rejects the resource.',
      ),
    };
  const anyIdentity = locatedText(document, child(meshTls, 'unauthenticatedTLS'));
  const named = ['identities', 'serviceAccounts'].some(
    (key) => sequenceItems(child(meshTls, key)).length > 0,
  );
  if (named && anyIdentity?.text === 'true')
    yield {
      range: anyIdentity.range,
      message: l10n.t(
        'unauthenticatedTLS requires no identity, so it cannot be combined with identities: Linkerd’s webhook rejects the resource.',
      ),
    };
  yield* networkList(document, child(client, 'networks'));
}
