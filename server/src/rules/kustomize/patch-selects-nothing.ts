import * as l10n from '@vscode/l10n';
import type { BuildRule } from '../../engine/buildRule.ts';
import { mentionsLinkerd } from './patchPlaces.ts';

/** kustomize api `internal/builtins/PatchTransformer.go`: it goes through what the target selects, which may be nothing. */
export default {
  id: 'patch-selects-nothing',
  summary: 'A kustomize patch whose target selects no resource, so that it silently changes nothing',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  *check({ builds, isComponent }) {
    // One of a component may select something in another kustomization that uses the component.
    if (isComponent) return;
    for (const build of builds)
      for (const { target, documents } of build?.kind === 'built' ? build.idlePatches : [])
        if (target && documents.some(mentionsLinkerd))
          yield {
            at: target.at,
            message: l10n.t(
              'This target selects no resource, so kustomize leaves the patch out without a warning. Correct the target, or remove the patch.',
            ),
          };
  },
} satisfies BuildRule;
