import * as l10n from '@vscode/l10n';
import type { BuildRule, BuildRuleFinding } from '../../engine/buildRule.ts';
import type { BuildFailure, FailureReason } from '../../kustomize/applyKustomization.ts';
import { describeIdentity, failedBuilds, placeInPatch } from './patchPlaces.ts';

/** kustomize api `types/kustomization.go`, `internal/target/kusttarget.go`, `resmap/reswrangler.go`. */
export default {
  id: 'kustomization-refused',
  summary:
    'A kustomization that kustomize rejects, for example because of an unknown field or a duplicate resource',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  *check({ builds }) {
    for (const failure of failedBuilds(builds)) {
      const message = messageOf(failure);
      const { reason } = failure;
      const at = IN_PATCH.has(reason) ? placeInPatch(failure, []) : failure.at;
      if (message && at) yield { at, message, isAtKey: reason === 'field-unknown' };
    }
  },
} satisfies BuildRule;

const IN_PATCH: ReadonlySet<FailureReason> = new Set(['patch-incomplete', 'key-repeated']);

function messageOf({ reason, at, by, resource }: BuildFailure): BuildRuleFinding['message'] | undefined {
  switch (reason) {
    case 'field-unknown':
      return l10n.t(
        'kustomize build fails: the field {0} does not exist. Correct its name, or remove it.',
        String(at?.path.at(-1)),
      );
    case 'type-wrong':
      return l10n.t('kustomize build fails: this value has the wrong type.');
    case 'duplicate-resource':
      return l10n.t(
        'kustomize build fails: {0} is defined twice. Remove one, or change its name or namespace.',
        resource ? describeIdentity(resource) : '',
      );
    case 'resource-incomplete':
    case 'patch-incomplete':
      return l10n.t('kustomize build fails: a resource or patch here lacks kind or metadata.name.');
    case 'key-repeated':
      return l10n.t(
        'kustomize build fails: the patch repeats the key “{0}” in a mapping that {1} does not have. Remove one of the two.',
        (by?.kind === 'map' && by.repeated) || '',
        resource ? describeIdentity(resource) : '',
      );
    case 'component-misplaced':
      return l10n.t(
        'kustomize build fails: list Components under components, and all other kustomizations under resources.',
      );
    default:
      return undefined;
  }
}
