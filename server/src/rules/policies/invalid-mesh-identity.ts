import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { locatedText } from '../../kubernetes/specFields.ts';
import { sequenceItems } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/** linkerd2 `policy-controller/runtime/src/validation.rs` validate_identity. */
export default {
  id: 'invalid-mesh-identity',
  summary: 'A mesh identity that Linkerd’s webhook rejects',
  level: 'error',
  fixable: undefined,
  since: '0.1.0',
  query: resourcesWhose(isMeshTls),
  *check(context: RuleContext) {
    for (const { spec } of specsOf(context, isMeshTls)) {
      for (const node of sequenceItems(child(spec, 'identities'))) {
        const identity = locatedText(context.document, node);
        if (!identity || isIdentity(identity.text)) continue;
        yield {
          range: identity.range,
          message: l10n.t(
            '“{0}” is not a valid mesh identity, so Linkerd’s webhook rejects the resource. Use a lowercase DNS name, with * only as the first label, or a SPIFFE ID.',
            identity.text,
          ),
        };
      }
    }
  },
} satisfies Rule;

function isMeshTls(kind: string, group: string): boolean {
  return kind === 'MeshTLSAuthentication' && group === 'policy.linkerd.io';
}

const DNS_LIKE = /^(?:\*|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const SPIFFE = /^spiffe:\/\/[a-z0-9._-]+(?<path>(?:\/[A-Za-z0-9._-]+)*)$/;

function isIdentity(identity: string): boolean {
  if (!identity.startsWith('spiffe://')) return DNS_LIKE.test(identity);
  const path = SPIFFE.exec(identity)?.groups?.path;
  return path !== undefined && !path.split('/').some((segment) => segment === '.' || segment === '..');
}
