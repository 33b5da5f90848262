import * as l10n from '@vscode/l10n';
import type { BuildRule } from '../../engine/buildRule.ts';
import { mentionsLinkerd } from './patchPlaces.ts';

/** kustomize api `internal/builtins/PatchTransformer.go`: a loop over the selected resources, even if there are none. */
export default {
  id: 'patch-selects-nothing',
  summary: 'A kustomize patch whose target selects no resource, so kustomize silently skips it',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  *check({ builds, isComponent }) {
    // Another kustomization may use the component with resources that the target selects.
    if (isComponent) return;
    for (const build of builds)
      for (const { target, documents } of build?.kind === 'built' ? build.idlePatches : [])
        if (target && documents.some(mentionsLinkerd))
          yield {
            at: target.at,
            message: l10n.t(
              'This target selects no resource, so kustomize skips the patch without a warning. Correct the target, or remove the patch.',
            ),
          };
  },
} satisfies BuildRule;
