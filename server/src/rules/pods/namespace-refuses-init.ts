import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, valueRange } from '../../kubernetes/metadataEntry.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { branchAround } from '../../yaml/template/controlFlow.ts';
import { child, descend } from '../../yaml/walkEntries.ts';

/**
 * linkerd-init adds NET_ADMIN and NET_RAW (linkerd2 `charts/partials/templates/_proxy-init.tpl`), which both levels
 * reject (Kubernetes `pod-security-admission/policy/check_capabilities_baseline.go`).
 */
export default {
  id: 'namespace-refuses-init',
  summary: 'Injection in a namespace whose Pod Security level rejects linkerd-init',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: annotationsNamed(INJECT_KEY),
  appliesIn: mayHaveInit,
  *check({ document, annotations, environment }: RuleContext) {
    for (const annotation of annotations) {
      const { key, placement, resource, value } = annotation;
      if (key.value !== INJECT_KEY || placement !== 'namespace' || isTemplated(annotation)) continue;
      if (value?.value !== 'enabled' && value?.value !== 'ingress') continue;
      const level = child(descend(resource?.node, ['metadata', 'labels']), ENFORCE);
      const text = textOf(document, level);
      if (!level || (text !== 'baseline' && text !== 'restricted')) continue;
      if (branchAround(document, level.start) !== branchAround(document, key.range.start)) continue;
      yield {
        range: valueRange(annotation),
        severity: environment.dataPlane === 'proxy-init' ? 'error' : 'warning',
        message:
          environment.dataPlane === 'proxy-init'
            ? l10n.t(
                'Pod Security “{0}” rejects the capabilities of linkerd-init, so no injected pod starts here. Use linkerd-cni, or enforce privileged.',
                text,
              )
            : l10n.t(
                'Pod Security “{0}” rejects the capabilities of linkerd-init, so no injected pod starts here unless the cluster uses linkerd-cni. If it does, set dataPlane to cni.',
                text,
              ),
        related: [{ range: rangeOf(level), message: l10n.t('The level is enforced here.') }],
      };
    }
  },
} satisfies Rule;

const ENFORCE = 'pod-security.kubernetes.io/enforce';

function mayHaveInit({ dataPlane }: Environment): boolean {
  return dataPlane !== 'cni';
}
