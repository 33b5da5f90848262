import * as l10n from '@vscode/l10n';
import type { MeshRule, MeshRuleFinding } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { FieldPath, ResourceId } from '../../facts/resourceFacts.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { asksForInjection, type KeptOut, keptOut, WEBHOOKS_LABEL } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';

/** linkerd2 `charts/linkerd-control-plane/values.yaml` proxyInjector.namespaceSelector. */
export default {
  id: 'inject-out-of-reach',
  summary: 'linkerd.io/inject in a namespace for which the injector’s webhook is not called',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Workload', 'Namespace'],
  *check(subject: Applied<'Workload' | 'Namespace'>, mesh: Mesh) {
    const { facts } = subject;
    const reason = asksForInjection(facts.annotations) ? keptOut(mesh, subject) : undefined;
    if (!reason || isWritten(reason, subject.written.id)) return;
    const podPath = facts.type === 'Workload' ? facts.podPath : [];
    yield describe(reason, [...podPath, 'metadata', 'annotations', INJECT_KEY]);
  },
} satisfies MeshRule<'Workload' | 'Namespace'>;

/** Whether the resource itself names that namespace, which namespace-without-injection reports. */
function isWritten(reason: KeptOut, { kind, name, namespace }: ResourceId): boolean {
  return reason.by === 'name' && reason.name === (kind === 'Namespace' ? name : namespace);
}

function describe(reason: KeptOut, at: FieldPath): MeshRuleFinding {
  if (reason.by === 'name')
    return {
      at,
      message: l10n.t(
        'The injector is not called for pods in {0}, so they get no proxy. Move the workload to another namespace, or remove linkerd.io/inject.',
        reason.name,
      ),
    };
  const { id } = reason.namespace.facts;
  return {
    at,
    message: l10n.t(
      'Namespace “{0}” is labelled {1}, so the injector is not called and its pods get no proxy. Remove that label, or this annotation.',
      isKnown(id.name) ? id.name : '',
      `${WEBHOOKS_LABEL}: disabled`,
    ),
    related: [
      {
        resource: reason.namespace,
        at: ['metadata', 'labels', WEBHOOKS_LABEL],
        message: l10n.t('Because of this label, the injector is not called.'),
      },
    ],
  };
}
