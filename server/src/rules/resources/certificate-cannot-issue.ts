import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { groupOf, type Resource } from '../../kubernetes/resource.ts';
import { isDefinitelyAbsent, textOf } from '../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isMap, rangeOf, type YamlMap } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';

/**
 * The identity controller refuses an issuer that is not a CA (linkerd2 `pkg/identity/service.go` loadCredentials), and
 * signs with ECDSA only (`pkg/tls/ca.go` createTemplate). `linkerd check` also wants the curve P-256.
 */
export default {
  id: 'certificate-cannot-issue',
  summary: 'A Certificate with which Linkerd’s identity controller cannot sign certificates for proxies',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  query: { resource: isCertificate },
  *check({ document, resources, isPatch }: RuleContext) {
    if (isPatch) return;
    for (const { node } of resources.filter(isCertificate)) {
      const spec = child(node, 'spec');
      const secret = child(spec, 'secretName');
      if (!isMap(spec) || !secret || textOf(document, secret) !== ISSUER_SECRET) continue;
      if (!child(spec, 'issuerRef')) continue;
      yield* authority(document, spec);
      yield* key(document, spec);
    }
  },
} satisfies Rule;

/** The identity controller's issuer (linkerd2 `pkg/k8s/labels.go` IdentityIssuerSecretName). */
const ISSUER_SECRET = 'linkerd-identity-issuer';

function isCertificate({ kind, apiVersion }: Resource): boolean {
  return kind === 'Certificate' && groupOf(apiVersion ?? '') === 'cert-manager.io';
}

function* authority(document: YamlDocument, spec: YamlMap): Iterable<RuleFinding> {
  const isCA = child(spec, 'isCA');
  const text = textOf(document, isCA);
  const lacks = isCA ? text === 'false' : isDefinitelyAbsent(document, spec, 'isCA');
  const at = isCA ?? child(spec, 'secretName');
  if (!lacks || !at) return;
  yield {
    range: rangeOf(at),
    message: l10n.t(
      'This certificate is not a CA, so Linkerd’s identity controller rejects it as its issuer. Set isCA: true.',
    ),
  };
}

function* key(document: YamlDocument, spec: YamlMap): Iterable<RuleFinding> {
  const privateKey = child(spec, 'privateKey');
  const algorithm = child(privateKey, 'algorithm');
  const size = child(privateKey, 'size');
  const text = textOf(document, algorithm);
  const isRsa = privateKey
    ? algorithm
      ? text !== undefined && text !== 'ECDSA'
      : isMap(privateKey) && isDefinitelyAbsent(document, privateKey, 'algorithm')
    : isDefinitelyAbsent(document, spec, 'privateKey');
  const at = algorithm ?? privateKey ?? child(spec, 'secretName');
  if (isRsa && at)
    yield {
      range: rangeOf(at),
      message: l10n.t(
        'Linkerd’s identity controller needs an ECDSA key and cannot sign certificates with {0}. Set privateKey.algorithm to ECDSA.',
        text ?? l10n.t('RSA, cert-manager’s default'),
      ),
    };
  else if (text === 'ECDSA' && size && !['256', undefined].includes(textOf(document, size)))
    yield {
      range: rangeOf(size),
      severity: 'warning',
      message: l10n.t(
        'Linkerd expects its issuer to have a 256-bit ECDSA key, so linkerd check fails. Set privateKey.size to 256.',
      ),
    };
}
