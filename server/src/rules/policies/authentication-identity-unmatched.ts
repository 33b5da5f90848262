import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { locatedText } from '../../kubernetes/specFields.ts';
import { sequenceItems, type YamlMap, type YamlNode } from '../../yaml/nodes.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/**
 * The identity of a proxy: `<account>.<namespace>.serviceaccount.identity.<control plane's namespace>.<trust domain>`
 * (linkerd2 `controller/identity/validator.go` TrustDomain.Identity).
 */
export default {
  id: 'authentication-identity-unmatched',
  summary: 'An identity that lacks the control plane’s namespace, so it matches no client',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: resourcesWhose(namesIdentities),
  *check(context: RuleContext) {
    for (const { kind, spec } of specsOf(context, namesIdentities)) {
      for (const node of identitiesOf(kind, spec)) {
        const identity = locatedText(context.document, node);
        if (!identity) continue;
        const domain = SHORT.exec(identity.text)?.groups?.domain;
        if (domain === undefined) continue;
        yield {
          range: identity.range,
          message: l10n.t(
            'This identity lacks the control plane’s namespace, so it matches no client. Write …serviceaccount.identity.linkerd.{0}.',
            domain,
          ),
        };
      }
    }
  },
} satisfies Rule;

/** An identity with the trust domain directly after `identity`. Only the default domain is certain. */
const SHORT = /^[^/]+\.serviceaccount\.identity\.(?<domain>cluster\.local)$/;

function namesIdentities(kind: string, group: string): boolean {
  return (
    group === 'policy.linkerd.io' && (kind === 'MeshTLSAuthentication' || kind === 'ServerAuthorization')
  );
}

function identitiesOf(kind: string, spec: YamlMap): readonly YamlNode[] {
  const above = kind === 'ServerAuthorization' ? ['client', 'meshTLS'] : [];
  return sequenceItems(descend(spec, [...above, 'identities']));
}
