import * as l10n from '@vscode/l10n';
import type { FieldFix, MeshRule, MeshRuleFinding, RelatedField } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { SelectorFacts } from '../../facts/resourceFacts.ts';
import { folderOf } from '../../kustomize/repositoryPath.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { isCrowded } from '../../mesh/crowdedNamespace.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { illegalExpressions, labelOf, selectorFits } from '../../mesh/selectors.ts';
import { nearestName } from '../../text/nearestName.ts';
import { describeResource, relatedPlaces } from './describe.ts';

const AT = ['spec', 'podSelector'];

/** linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::reindex_servers, `k8s/api/src/labels.rs` Selector. */
export default {
  id: 'server-selects-nothing',
  summary: 'A Server whose selector matches no pod in its namespace',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh) {
    const { podSelector: selector } = server.facts;
    if (!isKnown(selector) || selector === undefined) return;
    const illegal = [...illegalExpressions(selector)];
    for (const { index, operator } of illegal) yield illegalExpression(index, operator);
    if (isCrowded(mesh, server.namespace)) return;
    const selected = podsSelectedBy(mesh, server);
    if (illegal.length > 0 || !selected.isComplete || selected.matches.length > 0) return;
    const pods = mesh.select('Workload', server.namespace, () => 'yes').matches;
    const finding =
      fitsWorkloadItself(selector, pods) ??
      hasNearValue(server, selector, pods) ??
      fitsNoneBeside(server, pods);
    if (finding) yield finding;
  },
} satisfies MeshRule<'Server'>;

function illegalExpression(index: number, operator: string): MeshRuleFinding {
  const at = [...AT, 'matchExpressions', index, 'operator'];
  const message = operator.endsWith('In')
    ? l10n.t('“{0}” without values matches no pod, so this Server has no effect. List the values.', operator)
    : l10n.t('“{0}” with values matches no pod, so this Server has no effect. Remove the values.', operator);
  return { at, message };
}

/** Reports a selector that matches the labels of a workload itself, but not those of its pods. */
function fitsWorkloadItself(
  selector: SelectorFacts,
  pods: readonly Applied<'Workload'>[],
): MeshRuleFinding | undefined {
  const workload = pods.find(({ facts }) => selectorFits(selector, facts.ownLabels) === 'yes');
  if (!workload) return undefined;
  return {
    severity: 'warning',
    at: AT,
    part: 'key',
    message: l10n.t(
      'This selector matches the labels of {0} itself but not of its pods, so this Server has no effect. Add the labels to the pod template.',
      describeResource(workload),
    ),
    related: [
      {
        resource: workload,
        at: ['metadata', 'labels'],
        message: l10n.t('A Server’s selector ignores these labels.'),
      },
    ],
    fixes: labelPods(workload, selector),
  };
}

function labelPods(workload: Applied<'Workload'>, { matchLabels }: SelectorFacts): FieldFix[] {
  const { podPath, labels } = workload.facts;
  const [wanted, ...more] = Object.entries(matchLabels.values).filter(
    ([key, value]) => labelOf(labels, key) !== value,
  );
  if (!wanted || more.length > 0) return [];
  const [key, value] = wanted;
  if (!isKnown(value) || labelOf(labels, key) !== undefined) return [];
  return [
    {
      title: l10n.t('Add the label to the pods of {0}', describeResource(workload)),
      isPreferred: true,
      edits: [
        { resource: workload, at: [...podPath, 'metadata', 'labels', key], change: { kind: 'set', value } },
      ],
    },
  ];
}

/** Reports a misspelled value: with a similar value, the selector would match a pod. */
function hasNearValue(
  server: Applied<'Server'>,
  selector: SelectorFacts,
  pods: readonly Applied<'Workload'>[],
): MeshRuleFinding | undefined {
  for (const [key, written] of Object.entries(selector.matchLabels.values)) {
    if (!isKnown(written)) continue;
    const { [key]: _, ...values } = selector.matchLabels.values;
    const others = { ...selector, matchLabels: { ...selector.matchLabels, values } };
    const fitting = pods.filter(({ facts }) => selectorFits(others, facts.labels) === 'yes');
    const found = fitting.map(({ facts }) => labelOf(facts.labels, key));
    const meant = nearestName(
      written,
      found.filter((value) => typeof value === 'string'),
    );
    if (meant === undefined) continue;
    const at = [...AT, 'matchLabels', key];
    return {
      severity: 'warning',
      at,
      message: l10n.t(
        'No pod of this namespace has “{0}”, so this Server has no effect. Did you mean “{1}”?',
        `${key}: ${written}`,
        meant,
      ),
      related: labelsOf(fitting.filter(({ facts }) => labelOf(facts.labels, key) === meant)),
      fixes: [
        {
          title: l10n.t('Change to “{0}”', meant),
          isPreferred: true,
          edits: [{ resource: server, at, change: { kind: 'set', value: meant } }],
        },
      ],
    };
  }
  return undefined;
}

/**
 * Reports a selector without pods if there are other pods in the Server's folder, so its own pods should be there too.
 */
function fitsNoneBeside(
  server: Applied<'Server'>,
  pods: readonly Applied<'Workload'>[],
): MeshRuleFinding | undefined {
  const beside = pods.filter(({ uri }) => folderOf(uri) === folderOf(server.uri));
  if (beside.length === 0) return undefined;
  return {
    severity: 'warning',
    at: AT,
    part: 'key',
    message: l10n.t(
      'This selector matches no pod in this namespace, so this Server has no effect. Use labels that pod templates have.',
    ),
    related: labelsOf(beside),
  };
}

function labelsOf(pods: readonly Applied<'Workload'>[]): readonly RelatedField[] {
  return relatedPlaces(pods, (resource) => ({
    resource,
    at: [...resource.facts.podPath, 'metadata', 'labels'],
    message: l10n.t('The labels of the pods of {0}.', describeResource(resource)),
  }));
}
